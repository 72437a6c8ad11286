import type { NetworkCause } from './network-cause.ts';

/** What stands in the way before the host itself: the proxy, and what this side brings along. */
export const wayCauses: readonly NetworkCause[] = [
  {
    cause: 'proxy-unreachable',
    codes: ['PROXY_UNREACHABLE'],
    confidence: 'certain',
    gate: 'phase',
    sentence: (host) => `The proxy on the way to \`${host}\` cannot be reached`,
    reason: 'the call goes through a proxy, and no connection to that came about.',
    mends: [
      'Check the proxy in the settings, and that VPN is on.',
      'If this host needs no proxy, add it to the hosts reached directly.',
    ],
  },
  {
    cause: 'proxy-auth-required',
    codes: ['PROXY_AUTH_REQUIRED'],
    confidence: 'certain',
    gate: 'proxy',
    sentence: (host) => `The proxy on the way to \`${host}\` wants a user name and password`,
    reason: 'it answered 407, so the host itself was never asked.',
    mends: [
      'Give the proxy’s user name and password in the settings, under Proxy. The password goes into the vault.',
      'A proxy that only takes Negotiate or NTLM needs a local helper that logs in for you.',
    ],
  },
  {
    cause: 'proxy-refused',
    codes: ['PROXY_REFUSED'],
    confidence: 'certain',
    gate: 'proxy',
    sentence: (host) => `The proxy does not open the way to \`${host}\``,
    reason: 'it answered the request for a tunnel with an error, so the host itself was never asked.',
    mends: [
      'Ask who runs the proxy to allow this host and port.',
      'Check the host for a typing error: the proxy looks it up.',
    ],
  },
  {
    cause: 'proxy-failed',
    codes: ['PROXY_FAILED'],
    confidence: 'likely',
    gate: 'proxy',
    sentence: (host) => `The proxy on the way to \`${host}\` does not answer as a proxy does`,
    reason: 'it closed the connection, or sent something that is no answer, when it was asked for a tunnel.',
    mends: [
      'Check host, port and scheme of the proxy: `http://` and `https://` tell how to speak to the proxy itself.',
    ],
  },
  {
    cause: 'proxy-settings-wrong',
    codes: ['PROXY_UNREADABLE', 'PROXY_UNSUPPORTED', 'PROXY_LOOKUP_FAILED'],
    confidence: 'certain',
    gate: 'proxy',
    sentence: () => 'The proxy to use cannot be told from the settings',
    reason: 'its address cannot be read, or it is no HTTP proxy. Nothing was sent.',
    mends: ['Name an HTTP proxy in the settings, as `http://proxy:8080`, or none.'],
  },
  {
    cause: 'client-certificate-unusable',
    codes: ['CLIENT_KEY_MISMATCH', 'CLIENT_CERTIFICATE_UNREADABLE'],
    confidence: 'certain',
    gate: 'tls',
    sentence: () => 'The client certificate of this connection cannot be used with its key',
    reason: 'they do not belong together, or one of them cannot be read. Nothing was sent.',
    mends: ['Import certificate and key again, both out of the same file.'],
  },
  {
    cause: 'extra-ca-unreadable',
    codes: ['EXTRA_CA_UNREADABLE'],
    confidence: 'certain',
    gate: 'tls',
    sentence: () => 'The extra CA certificates of this connection cannot be read',
    reason: 'they are no certificates in PEM form. Nothing was sent.',
    mends: ['Choose a file with `-----BEGIN CERTIFICATE-----` in it, or take the extra CA out of the connection.'],
  },
];
