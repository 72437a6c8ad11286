import type { NetworkCause } from './network-cause.ts';

/** What the certificate check and the handshake can stumble over, by OpenSSL's and Node's codes. */
export const tlsCauses: readonly NetworkCause[] = [
  {
    cause: 'tls-expired',
    codes: ['CERT_HAS_EXPIRED'],
    confidence: 'certain',
    gate: 'tls',
    sentence: (host) => `The certificate of \`${host}\` has expired`,
    reason: 'the certificate’s end lies before this machine’s clock.',
    mends: ['Check this machine’s clock first. If it is right, the host’s operator has to renew the certificate.'],
  },
  {
    cause: 'tls-not-yet-valid',
    codes: ['CERT_NOT_YET_VALID'],
    confidence: 'certain',
    gate: 'tls',
    sentence: (host) => `The certificate of \`${host}\` is not valid yet`,
    reason: 'the certificate’s begin lies after this machine’s clock; mostly the clock is behind.',
    mends: ['Set this machine’s clock.'],
  },
  {
    cause: 'tls-untrusted',
    codes: ['DEPTH_ZERO_SELF_SIGNED_CERT'],
    confidence: 'certain',
    gate: 'tls',
    sentence: (host) => `The certificate of \`${host}\` is signed by itself`,
    reason: 'no authority this machine trusts stands behind it.',
    mends: ['If the host is yours, add its certificate to the certificates this machine trusts.'],
  },
  {
    cause: 'tls-untrusted',
    codes: [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'ERR_CERT_AUTHORITY_INVALID',
    ],
    confidence: 'certain',
    gate: 'tls',
    sentence: (host) => `The certificate of \`${host}\` comes from an issuer this machine does not trust`,
    reason:
      'its chain ends at an unknown issuer. A company proxy that opens TLS may be the cause, and so may a server that leaves out a certificate of its chain.',
    mends: ['Add your company’s root certificate to the certificates this machine trusts.'],
  },
  {
    cause: 'tls-host-mismatch',
    codes: ['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_CERT_COMMON_NAME_INVALID'],
    confidence: 'certain',
    gate: 'tls',
    sentence: (host) => `The certificate shown by \`${host}\` is made for another name`,
    reason: 'the name in the URL is not among the names of the certificate.',
    mends: ['Compare the host in the URL with the service key.'],
  },
  {
    cause: 'tls-certificate-refused',
    codes: ['CERT_REVOKED', 'CA_MD_TOO_WEAK', 'ERR_CERT_REVOKED', 'ERR_CERT_WEAK_SIGNATURE_ALGORITHM'],
    confidence: 'certain',
    gate: 'tls',
    sentence: (host) => `The certificate of \`${host}\` was revoked or is signed too weakly`,
    reason: 'the check of the certificate says so.',
    mends: ['The host’s operator has to put a new certificate in place.'],
  },
  // Browsers name one code for both ends of a certificate's time.
  ...(['tls-expired', 'tls-not-yet-valid'] as const).map(
    (cause): NetworkCause => ({
      cause,
      codes: ['ERR_CERT_DATE_INVALID'],
      confidence: cause === 'tls-expired' ? 'likely' : 'possible',
      gate: 'tls',
      sentence: (host) =>
        cause === 'tls-expired'
          ? `The certificate of \`${host}\` has expired`
          : `The certificate of \`${host}\` may not be valid yet`,
      reason: 'the browser says that this machine’s clock lies outside the certificate’s time, and not on which side.',
      mends: ['Check this machine’s clock, and the dates of the certificate.'],
    }),
  ),
  {
    cause: 'tls-protocol',
    codes: ['ERR_SSL_WRONG_VERSION_NUMBER'],
    confidence: 'likely',
    gate: 'tls',
    sentence: (host) => `\`${host}\` does not speak TLS on this port`,
    reason: 'it answered the handshake with something that is no TLS; plain HTTP and some proxies do.',
    mends: ['Check the port and the scheme of the URL, and the proxy.'],
  },
  {
    cause: 'tls-protocol',
    codes: [
      /^ERR_SSL_(?!WRONG_VERSION_NUMBER$|\w*ALERT_(?:BAD_CERTIFICATE|CERTIFICATE_|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)|CLIENT_AUTH)/,
      'EPROTO',
    ],
    confidence: 'likely',
    gate: 'tls',
    sentence: (host) => `The TLS handshake with \`${host}\` failed`,
    reason: 'both sides found no common ground; a server that asks for a client certificate fails like this, too.',
    mends: ['If the service key is an X.509 key, check that its certificate is still valid.'],
  },
];
