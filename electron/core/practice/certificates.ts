import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import type { Clock } from '../ports.ts';

/** A certificate, or a chain beginning with it, and its RSA key (PKCS#1), both PEM. */
export type CertifiedKey = { certificate: string; key: string };

/** What a server's certificate says; for 127.0.0.1 and from yesterday for 60 days when nothing else is asked for. */
export type ServerCertificate = {
  /** The only host it is made for. */
  host?: string;
  /** Days from now, negative for the past. */
  fromDays?: number;
  toDays?: number;
};

/** A certificate authority of its own. No other machine trusts it, and this one neither unless it is told to. */
export type CertificateAuthority = {
  certificate: string;
  issueServer(wishes?: ServerCertificate): Promise<CertifiedKey>;
  /** For a client, with the authority's own certificate behind it in the chain. Negative days end it in the past. */
  issueClient(commonName: string, validityDays: number): Promise<CertifiedKey>;
};

type KeyPair = { publicKey: string; privateKey: string };
type Certified = { name: string; publicKey: string; issuer: { name: string; key: string }; extensions: object[] };

const dayMs = 86_400_000;
const authorityName = 'Gatewright practice CA';

/** Makes an authority for 90 days. node-forge signs with RSA only, so every key is RSA of 2048 bits. */
export async function createCertificateAuthority(clock: Clock): Promise<CertificateAuthority> {
  const pair = await makeKeyPair();
  const issuer = { name: authorityName, key: pair.privateKey };
  const sign = (certified: Omit<Certified, 'issuer'>, toDays: number, fromDays = Math.min(-1, toDays - 1)) =>
    writeCertificate(
      { ...certified, issuer },
      { from: clock.now() + fromDays * dayMs, to: clock.now() + toDays * dayMs },
    );
  const certificate = sign({ name: authorityName, publicKey: pair.publicKey, extensions: authorityExtensions }, 90);
  return {
    certificate,
    async issueServer({ host, fromDays, toDays = 60 } = {}) {
      const { publicKey, privateKey } = await makeKeyPair();
      const extensions = [...serverExtensions, { name: 'subjectAltName', altNames: hostNames(host) }];
      const certificate = sign({ name: host ?? 'localhost', publicKey, extensions }, toDays, fromDays);
      return { certificate, key: privateKey };
    },
    async issueClient(commonName, validityDays) {
      const { publicKey, privateKey } = await makeKeyPair();
      const own = sign({ name: commonName, publicKey, extensions: clientExtensions }, validityDays);
      return { certificate: `${own}${certificate}`, key: privateKey };
    },
  };
}

const authorityExtensions = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  { name: 'subjectKeyIdentifier' },
];
const serverExtensions = [
  { name: 'basicConstraints', cA: false },
  { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
  { name: 'extKeyUsage', serverAuth: true },
];
const clientExtensions = [
  { name: 'basicConstraints', cA: false },
  { name: 'keyUsage', digitalSignature: true, critical: true },
  { name: 'extKeyUsage', clientAuth: true },
];

/** In node-forge's manner: type 2 is a name, type 7 an address. */
function hostNames(host: string | undefined): object[] {
  if (host !== undefined) return [{ type: 2, value: host }];
  return [
    { type: 2, value: 'localhost' },
    { type: 7, ip: '127.0.0.1' },
  ];
}

function makeKeyPair(): Promise<KeyPair> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
}

function writeCertificate(
  { name, publicKey, issuer, extensions }: Certified,
  life: { from: number; to: number },
): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(life.from);
  certificate.validity.notAfter = new Date(life.to);
  certificate.setSubject(nameOf(name));
  certificate.setIssuer(nameOf(issuer.name));
  certificate.setExtensions(extensions);
  certificate.sign(forge.pki.privateKeyFromPem(issuer.key), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}

function nameOf(commonName: string): forge.pki.CertificateField[] {
  return [
    { name: 'organizationName', value: 'Gatewright practice' },
    { name: 'commonName', value: commonName },
  ];
}
