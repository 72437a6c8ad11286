import { generateKeyPair, randomBytes, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import type { Clock } from '../../ports.ts';

// Ids are the same on every start, so that a key handed out today is known tomorrow as the same account's.
const projectId = 'practice-magnus';
export const practiceEmail = `workflow-runner@${projectId}.iam.gserviceaccount.com`;

/** What Google gives to every `.p12` it makes. */
const pkcs12Password = 'notasecret';

/** A Google service account that Magnus knows by its public key. */
export type ServiceAccount = {
  email: string;
  publicKeyPem: string;
  /** The key as the JSON file Google hands out. */
  keyFile(): string;
  /** The same key as a `.p12` of the classic kind (3DES), its password `notasecret`. */
  pkcs12(): Uint8Array;
};

/** Makes an account with a new RSA key of 2048 bits. */
export async function createServiceAccount(clock: Clock): Promise<ServiceAccount> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const keyId = randomBytes(20).toString('hex');
  const clientId = `1${randomInt(10 ** 10, 10 ** 11)}${randomInt(10 ** 8, 10 ** 9)}`;
  return {
    email: practiceEmail,
    publicKeyPem: publicKey,
    keyFile: () => writeKeyFile(keyId, clientId, privateKey),
    pkcs12: () => writePkcs12(privateKey, publicKey, clientId, clock),
  };
}

function writeKeyFile(keyId: string, clientId: string, privateKeyPem: string): string {
  const key = {
    type: 'service_account',
    project_id: projectId,
    private_key_id: keyId,
    private_key: privateKeyPem,
    client_email: practiceEmail,
    client_id: clientId,
    auth_uri: 'https://accounts.google.com/o/oauth2/auth',
    token_uri: 'https://oauth2.googleapis.com/token',
    auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
    client_x509_cert_url: `https://www.googleapis.com/robot/v1/metadata/x509/${encodeURIComponent(practiceEmail)}`,
    universe_domain: 'googleapis.com',
  };
  return `${JSON.stringify(key, null, 2)}\n`;
}

/** As with Google, the certificate says no more than the account's number: the e-mail address is not in the file. */
function writePkcs12(privateKeyPem: string, publicKeyPem: string, clientId: string, clock: Clock): Uint8Array {
  const key = forge.pki.privateKeyFromPem(privateKeyPem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKeyPem);
  certificate.serialNumber = `01${randomBytes(7).toString('hex')}`;
  certificate.validity.notBefore = new Date(clock.now());
  certificate.validity.notAfter = new Date(clock.now() + tenYearsMs);
  const name = [{ name: 'commonName', value: clientId }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(key, forge.md.sha256.create());
  const asn1 = forge.pkcs12.toPkcs12Asn1(key, [certificate], pkcs12Password, {
    algorithm: '3des',
    friendlyName: 'privatekey',
  });
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');
}

const tenYearsMs = 10 * 365 * 86_400_000;
