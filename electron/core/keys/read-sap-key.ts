import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { ServiceKey, ServiceKeyReading } from '#shared/systems/sap-workflow/service-key.ts';
import { type KeyFileReading, refuse } from './key-file-reading.ts';
import { keyWithCertificates } from './key-with-certificates.ts';
import { pemText, scanPem } from './pem-blocks.ts';

const words = 'a service key of SAP';

/** A service key as a key file: its secret, and of an X.509 key what the certificate says. */
export function readSapKey(reading: ServiceKeyReading): KeyFileReading {
  if (!reading.ok) return { ok: false, needsPassword: false, problems: reading.problems };
  const { key } = reading;
  if (key.secret.kind === 'x509') return readCertificateKey(key, key.secret);
  return {
    ok: true,
    words,
    key: { kind: 'client-secret', algorithm: '', signsWith: [], keyId: '', certificate: null },
    secret: key.secret,
    sapServiceKey: key,
    googleServiceAccount: null,
    warnings: key.warnings,
  };
}

function readCertificateKey(key: ServiceKey, secret: { certificate: string; key: string }): KeyFileReading {
  const privateKey = attempt(() => createPrivateKey(secret.key));
  if (privateKey === null) return refuseMember('key', 'its `key` is damaged');
  const certificates = attempt(() =>
    scanPem(secret.certificate).blocks.map(({ label, der }) => new X509Certificate(pemText(label, der))),
  );
  if (certificates === null) return refuseMember('certificate', 'its `certificate` is damaged');
  if (!certificates.some((one) => one.checkPrivateKey(privateKey))) {
    return refuseMember('certificate', 'its `certificate` belongs to another key than its `key`');
  }
  const reading = keyWithCertificates({ keys: [privateKey], certificates, container: 'X.509', warnings: key.warnings });
  return reading.ok ? { ...reading, words: `${words} with a certificate`, sapServiceKey: key } : reading;
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function refuseMember(field: string, fault: string): KeyFileReading {
  return refuse(`This is a service key of SAP, but ${fault}.`, 'Create a new service key, and copy all of it.', {
    field,
  });
}
