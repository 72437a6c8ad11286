import { readPem } from '../../text/pem.ts';
import type { KeyFields } from './key-fields.ts';
import type { ServiceKey } from './service-key.ts';

/** Which kind of secret the key is made for, and the secret; null when it could not be read, with the problems noted. */
export type KeySecret = { kind: ServiceKey['secret']['kind']; secret: ServiceKey['secret'] | null };

/** Reads the client secret, or certificate and private key of an X.509 key. */
export function readKeySecret(fields: KeyFields): KeySecret {
  const isX509 =
    fields.optional('credential-type') === 'x509' ||
    (fields.optional('clientsecret') === null && fields.optional('certificate', 'key') !== null);
  if (isX509) return { kind: 'x509', secret: readCertificate(fields) };
  const value = fields.required('clientsecret');
  return { kind: 'client-secret', secret: value === null ? null : { kind: 'client-secret', value } };
}

function readCertificate(fields: KeyFields): ServiceKey['secret'] | null {
  const certificate = readPemField(fields, 'certificate', /^CERTIFICATE$/, 'a certificate');
  const key = readPemField(fields, 'key', /^(?:RSA |EC )?PRIVATE KEY$/, 'an unencrypted private key');
  return certificate === null || key === null ? null : { kind: 'x509', certificate, key };
}

function readPemField(fields: KeyFields, name: string, label: RegExp, what: string): string | null {
  const value = fields.required(name);
  if (value === null) return null;
  const pem = readPem(value);
  if (pem === null || !pem.labels.some((one) => label.test(one))) {
    fields.problem(
      name,
      `\`${name}\` does not hold ${what} in PEM form.`,
      'It has to run from -----BEGIN to -----END. Copy the service key again, all of it.',
    );
    return null;
  }
  if (value.includes('\\n'))
    fields.warn(`The line breaks of \`${name}\` were written as \\n twice over, and were mended.`);
  return pem.text;
}
