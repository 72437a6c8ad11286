import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { findDerFault } from './der-scan.ts';
import { askForPassword, type KeyFileReading, refuse, type UnreadKey } from './key-file-reading.ts';
import { keyWithCertificates } from './key-with-certificates.ts';
import { openSealed } from './open-sealed.ts';
import { type PemBlock, pemText, scanPem } from './pem-blocks.ts';
import type { SealedFile } from './sealed-file.ts';
import { otherPemBlock, unopenedKey } from './what-it-is.ts';

/** Labels of the blocks a private key comes in, with what the form is called. */
const privateLabels: Readonly<Record<string, string>> = {
  'PRIVATE KEY': 'PKCS#8 PEM',
  'RSA PRIVATE KEY': 'PKCS#1 PEM',
  'EC PRIVATE KEY': 'SEC1 PEM',
  'ENCRYPTED PRIVATE KEY': 'encrypted PKCS#8 PEM',
};

/** Reads private keys and certificates in PEM form, in any order, with anything around them. */
export async function readPemKey(text: string, password: string | null, entry: URL): Promise<KeyFileReading> {
  const { blocks, problem, wasMended } = scanPem(text);
  if (problem !== null) return { ok: false, needsPassword: false, problems: [problem] };
  const sealed = blocks.filter(({ label }) => Object.hasOwn(privateLabels, label));
  const first = sealed[0];
  if (first === undefined) return otherPemBlock(blocks.map(({ label }) => label));
  const keys: KeyObject[] = [];
  for (const block of sealed) {
    const key = await readPrivateBlock(block, password, entry);
    if ('problems' in key) return key;
    keys.push(key);
  }
  const certificates = readCertificates(blocks);
  if ('problems' in certificates) return certificates;
  return keyWithCertificates({
    keys,
    certificates,
    container: isEncrypted(first) ? 'encrypted PEM' : (privateLabels[first.label] ?? 'PEM'),
    warnings: wasMended ? ['The line breaks were written as \\n, and were mended.'] : [],
  });
}

async function readPrivateBlock(block: PemBlock, password: string | null, entry: URL): Promise<KeyObject | UnreadKey> {
  if (!isEncrypted(block)) return readOpenKey(block);
  if (password === null) return passwordMissing;
  const fault = block.label === 'ENCRYPTED PRIVATE KEY' ? findDerFault(block.der) : null;
  if (fault !== null) return damagedBlock(block);
  const opened = await openSealed(sealedFileOf(block, password), entry);
  if (!opened.ok) return unopenedKey(opened.why);
  return createPrivateKey({ key: Buffer.from(opened.keys[0] ?? []), format: 'der', type: 'pkcs8' });
}

function readOpenKey(block: PemBlock): KeyObject | UnreadKey {
  try {
    return createPrivateKey(pemText(block.label, block.der));
  } catch {
    return damagedBlock(block);
  }
}

function sealedFileOf({ label, der, headers }: PemBlock, password: string): SealedFile {
  return label === 'ENCRYPTED PRIVATE KEY'
    ? { kind: 'pkcs8', der, passwords: [password] }
    : { kind: 'pem', pem: pemText(label, der, headers), passwords: [password] };
}

function isEncrypted({ label, headers }: PemBlock): boolean {
  return label === 'ENCRYPTED PRIVATE KEY' || /^Proc-Type:.*ENCRYPTED/m.test(headers);
}

function readCertificates(blocks: readonly PemBlock[]): X509Certificate[] | UnreadKey {
  const certificates: X509Certificate[] = [];
  for (const block of blocks.filter(({ label }) => /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label))) {
    try {
      certificates.push(new X509Certificate(pemText('CERTIFICATE', block.der)));
    } catch {
      return damagedBlock(block);
    }
  }
  return certificates;
}

const passwordMissing = askForPassword(
  'This is a private key sealed with a password.',
  'Put in the password it was exported with.',
);

function damagedBlock({ label, line }: PemBlock): UnreadKey {
  return refuse(
    `The ${label.toLowerCase()} that begins in this line is damaged: its content is not what its label says.`,
    'Copy the file again from its source, or export the key again.',
    { line },
  );
}
