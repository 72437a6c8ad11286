import type { NetworkCause } from './network-rules.ts';

/** What the certificate check and the handshake can stumble over, by OpenSSL's and Node's codes. */
export const tlsCauses: readonly NetworkCause[] = [
  {
    cause: 'tls-certificate-expired',
    codes: ['CERT_HAS_EXPIRED'],
    confidence: 'certain',
    gate: 'tls',
    sentence: (host) => `The certificate of \`${host}\` has expired`,
    reason: 'the certificate’s end lies before this machine’s clock.',
    mends: ['Check this machine’s clock first. If it is right, the host’s operator has to renew the certificate.'],
  },
  {
    cause: 'tls-certificate-not-yet-valid',
    codes: ['CERT_NOT_YET_VALID'],
    confidence: 'certain',
    gate: 'tls',
    sentence: (host) => `The certificate of \`${host}\` is not valid yet`,
    reason: 'the certificate’s begin lies after this machine’s clock; mostly the clock is behind.',
    mends: ['Set this machine’s clock.'],
  },
  {
    cause: 'tls-self-signed',
    codes: ['DEPTH_ZERO_SELF_SIGNED_CERT'],
    confidence: 'certain',
    gate: 'tls',
    sentence: (host) => `The certificate of \`${host}\` is signed by itself`,
    reason: 'no authority this machine trusts stands behind it.',
    mends: ['If the host is yours, add its certificate to the certificates this machine trusts.'],
  },
  {
    cause: 'tls-issuer-unknown',
    codes: ['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
    confidence: 'certain',
    gate: 'tls',
    sentence: (host) => `The certificate of \`${host}\` comes from an issuer this machine does not trust`,
    reason:
      'its chain ends at an unknown issuer. A company proxy that opens TLS may be the cause, and so may a server that leaves out a certificate of its chain.',
    mends: ['Add your company’s root certificate to the certificates this machine trusts.'],
  },
  {
    cause: 'tls-wrong-name',
    codes: ['ERR_TLS_CERT_ALTNAME_INVALID'],
    confidence: 'certain',
    gate: 'tls',
    sentence: (host) => `The certificate shown by \`${host}\` is made for another name`,
    reason: 'the name in the URL is not among the names of the certificate.',
    mends: ['Compare the host in the URL with the service key.'],
  },
  {
    cause: 'tls-not-spoken',
    codes: ['ERR_SSL_WRONG_VERSION_NUMBER'],
    confidence: 'likely',
    gate: 'tls',
    sentence: (host) => `\`${host}\` does not speak TLS on this port`,
    reason: 'it answered the handshake with something that is no TLS; plain HTTP and some proxies do.',
    mends: ['Check the port and the scheme of the URL, and the proxy.'],
  },
  {
    cause: 'tls-handshake-failed',
    codes: [/^ERR_SSL_(?!WRONG_VERSION_NUMBER$)/, 'EPROTO'],
    confidence: 'likely',
    gate: 'tls',
    sentence: (host) => `The TLS handshake with \`${host}\` failed`,
    reason: 'both sides found no common ground; a server that asks for a client certificate fails like this, too.',
    mends: ['If the service key is an X.509 key, check that its certificate is still valid.'],
  },
];
