import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate (chain, leaf first) and the key of the leaf, both PEM. */
export type KeyPair = { certificate: string; key: string };

export type CertificateOptions = {
  name: string;
  /** `DNS:localhost,IP:127.0.0.1` when not given. */
  altName?: string;
  /** Days from now; negative ones lie in the past. */
  validDays?: [from: number, to: number];
  issuer?: string;
  isCa?: boolean;
};

const dayMs = 86_400_000;

/** A little certificate authority made by openssl in a folder of its own. Nothing of it outlives `remove`. */
export function createCertificateMaker() {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-certificates-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  let serial = 1;
  writeFileSync(join(folder, 'openssl.cnf'), '[req]\ndistinguished_name=dn\n[dn]\n');

  const request = (name: string) =>
    openssl(
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-config',
      'openssl.cnf',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/O=Gatewright Test/CN=${name}`,
    );

  /** Signed by `issuer`, or by itself. */
  const make = ({
    name,
    altName = 'DNS:localhost,IP:127.0.0.1',
    validDays = [-1, 30],
    issuer,
    isCa = false,
  }: CertificateOptions): KeyPair => {
    request(name);
    const use = isCa ? 'basicConstraints=critical,CA:TRUE' : `basicConstraints=CA:FALSE\nsubjectAltName=${altName}`;
    writeFileSync(join(folder, `${name}.ext`), `${use}\n`);
    const signer = issuer ? ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`] : ['-signkey', `${name}.key`];
    // `x509 -req` can only count days from now on; the bounds are moved by signing under another clock.
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-set_serial', String(serial++), '-extfile', `${name}.ext`],
      ...signer,
      '-days',
      '30',
      '-out',
      `${name}.pem`,
    );
    if (validDays[0] !== -1 || validDays[1] !== 30) moveDates(name, issuer, validDays);
    return { certificate: read(`${name}.pem`), key: read(`${name}.key`) };
  };

  /** `openssl ca` is the one command that takes both dates. */
  const moveDates = (name: string, issuer: string | undefined, [from, to]: [number, number]) => {
    const signer = issuer
      ? ['-cert', `${issuer}.pem`, '-keyfile', `${issuer}.key`]
      : ['-selfsign', '-keyfile', `${name}.key`];
    writeFileSync(join(folder, 'index.txt'), '');
    writeFileSync(join(folder, 'serial'), (serial++).toString(16).padStart(4, '0'));
    writeFileSync(
      join(folder, 'ca.cnf'),
      '[ca]\ndefault_ca=own\n[own]\nnew_certs_dir=.\ndatabase=index.txt\nserial=serial\ndefault_md=sha256\npolicy=any\n[any]\norganizationName=optional\ncommonName=supplied\n',
    );
    openssl(
      'ca',
      '-batch',
      '-config',
      'ca.cnf',
      '-notext',
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.pem`,
      '-extfile',
      `${name}.ext`,
      '-startdate',
      asn1(from),
      '-enddate',
      asn1(to),
      ...signer,
    );
  };

  return { make, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** SHA-256 as a pin is written: hex, no colons. */
export function fingerprintOf(pem: string): string {
  return new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
}

function asn1(days: number): string {
  return `${new Date(Date.now() + days * dayMs).toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
}
