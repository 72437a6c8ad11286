import type { KeyObject, X509Certificate } from 'node:crypto';
import { describeCertificate, describeKey } from './describe-key.ts';
import { type KeyFileReading, refuse } from './key-file-reading.ts';

/** What was found in a file: at least one private key, and any certificates. */
export type FoundKeys = {
  keys: readonly KeyObject[];
  certificates: readonly X509Certificate[];
  /** The form it came in: `PKCS#8 PEM`. */
  container: string;
  warnings: string[];
  keyId?: string;
};

/**
 * The key of a file with the certificate that is its own, its chain in order behind it. Without a certificate of its own the
 * key stands alone, and has to be one we can sign with.
 */
export function keyWithCertificates(found: FoundKeys): KeyFileReading {
  const { keys, certificates, keyId = '' } = found;
  const pairs = keys.map((key) => ({ key, certificate: certificates.find((one) => one.checkPrivateKey(key)) }));
  const { key, certificate } = pairs.find((pair) => pair.certificate !== undefined) ?? pairs[0] ?? {};
  if (key === undefined) return refuse('There is no private key in this file.', 'Choose the file that holds the key.');
  const described = describeKey(key);
  if (certificate === undefined && described.signsWith.length === 0) return refuseUnfit(described.algorithm);
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const warnings = [...found.warnings, ...warningsOf(found, certificate !== undefined, described)];
  const common = { ok: true, sapServiceKey: null, googleServiceAccount: null, warnings } as const;
  if (certificate === undefined) {
    return {
      ...common,
      words: `${article(described.algorithm)} private key (${found.container})`,
      key: { kind: 'private-key', ...described, keyId, certificate: null },
      secret: { kind: 'private-key', pem },
    };
  }
  const chain = chainFrom(certificate, certificates);
  return {
    ...common,
    words: `a certificate with its ${described.algorithm} private key (${found.container})`,
    key: { kind: 'x509', ...described, keyId, certificate: describeCertificate(certificate) },
    secret: { kind: 'x509', certificate: chain.map((one) => one.toString()).join(''), key: pem },
  };
}

function refuseUnfit(algorithm: string): KeyFileReading {
  return refuse(
    `This is ${article(algorithm)} private key, which none of RS256, PS256 and ES256 can sign with.`,
    'Use an RSA key of at least 2048 bits, or an EC key on the curve P-256.',
  );
}

function warningsOf(found: FoundKeys, hasOwn: boolean, described: ReturnType<typeof describeKey>): string[] {
  return [
    ...(found.keys.length > 1 ? [`The file holds ${found.keys.length} private keys; one of them was taken.`] : []),
    ...(found.certificates.length > 0 && !hasOwn
      ? ['The certificate in this file belongs to another key, and was left out.']
      : []),
    ...(described.signsWith.length === 0
      ? [`Its ${described.algorithm} key cannot sign assertions: it serves as a client certificate only.`]
      : []),
  ];
}

/** The certificate, then the one that issued it, and so on; what belongs to no chain is left out. */
function chainFrom(leaf: X509Certificate, certificates: readonly X509Certificate[]): X509Certificate[] {
  const chain = [leaf];
  for (let last = leaf; ; ) {
    const issuer = certificates.find((one) => !chain.includes(one) && last.checkIssued(one));
    if (issuer === undefined || isSame(issuer, last)) return chain;
    chain.push(issuer);
    last = issuer;
  }
}

function isSame(one: X509Certificate, other: X509Certificate): boolean {
  return one.fingerprint256 === other.fingerprint256;
}

function article(algorithm: string): string {
  return `${/^[REX]/.test(algorithm) ? 'an' : 'a'} ${algorithm}`;
}
