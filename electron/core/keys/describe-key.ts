import type { KeyObject, X509Certificate } from 'node:crypto';
import type { SigningAlgorithm } from '#shared/model/credential.ts';
import type { KeyDescription } from '#shared/model/key-description.ts';

/** RFC 7518, 3.3 and 3.5 ask for this much; shorter keys sign nothing. */
const leastRsaBits = 2_048;

const curves: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
};

/** A private or public key in words, and what a private key of its kind can sign with. */
export function describeKey(key: KeyObject): Pick<KeyDescription, 'algorithm' | 'signsWith'> {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  const rsaSigns = (algorithms: SigningAlgorithm[]) => (modulusLength >= leastRsaBits ? algorithms : []);
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return { algorithm: `RSA ${modulusLength}`, signsWith: rsaSigns(['RS256', 'PS256']) };
    case 'rsa-pss':
      return { algorithm: `RSA-PSS ${modulusLength}`, signsWith: rsaSigns(['PS256']) };
    case 'ec':
      return {
        algorithm: `EC ${curves[namedCurve] ?? namedCurve}`,
        signsWith: namedCurve === 'prime256v1' ? ['ES256'] : [],
      };
    default:
      return { algorithm: (key.asymmetricKeyType ?? '').toUpperCase(), signsWith: [] };
  }
}

/** What a certificate says of itself. Times are epoch ms; the fingerprint is SHA-256 in small hex without colons. */
export function describeCertificate(certificate: X509Certificate): NonNullable<KeyDescription['certificate']> {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validFrom: certificate.validFromDate.getTime(),
    validTo: certificate.validToDate.getTime(),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

/** Node puts every part of a name into a line of its own. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').filter(Boolean).join(', ');
}
