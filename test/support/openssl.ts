import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** The `openssl` command in a folder of its own. */
export type OpenSsl = {
  folder: string;
  /** Runs it there; throws with what it said. */
  run(...parameters: string[]): Buffer;
  read(fileName: string): Buffer;
  write(fileName: string, content: string | Uint8Array): void;
};

/** For use within a test or a hook: the folder goes with it. */
export async function openSsl(): Promise<OpenSsl> {
  const folder = await temporaryFolder();
  return {
    folder,
    run: (...parameters) => execFileSync('openssl', parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }),
    read: (fileName) => readFileSync(join(folder, fileName)),
    write: (fileName, content) => writeFileSync(join(folder, fileName), content),
  };
}

/** Why tests that need `openssl` cannot run here; null when they can. */
export function openSslLack(...provider: ['legacy'] | []): string | null {
  try {
    const [name] = provider;
    execFileSync('openssl', name === undefined ? ['version'] : ['list', '-providers', '-provider', name], {
      stdio: 'pipe',
    });
    return null;
  } catch {
    return provider.length === 0 ? 'openssl is not installed' : 'openssl has no legacy provider here';
  }
}

/** An RSA key in `rsa.pem` and a certificate of its own in `certificate.pem`. */
export function makeCertificate(openssl: OpenSsl, subject = '/CN=acme/O=Example'): void {
  openssl.run('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'rsa.pem');
  openssl.run('req', '-x509', '-key', 'rsa.pem', '-subj', subject, '-days', '30', '-out', 'certificate.pem');
}
