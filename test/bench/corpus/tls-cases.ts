import type { World } from './case.ts';
import { caseList } from './case.ts';
import {
  certificateHint,
  connected,
  curl,
  definitions,
  failed,
  hello,
  remoteUrl,
  tasksUrl,
  trying,
  verifying,
} from './network-parts.ts';

// Handshakes and certificates, in the words of curl with OpenSSL and Schannel, Chrome, Firefox (NSPR errors) and Node
// (X509 codes).

const list = caseList({ on: [] });

const { add, addTranscript } = list;

const host = (url: string) => new URL(url).hostname;

const curl60 = (reason: string) => (w: World) => {
  const url = definitions(w);
  return curl(url, [
    ...connected(url),
    ...verifying,
    '* TLSv1.3 (OUT), TLS alert, unknown CA (560):',
    `* SSL certificate problem: ${reason}`,
    '* Closing connection',
    `curl: (60) SSL certificate problem: ${reason}`,
    ...certificateHint,
  ]);
};

addTranscript('tls-expired', 'certain', 'curl 60', curl60('certificate has expired'));

add('tls-expired', 'certain', 'Node', failed('certificate has expired (CERT_HAS_EXPIRED)'));

add('tls-expired', 'likely', 'Chrome does not tell expired from not yet valid', failed('net::ERR_CERT_DATE_INVALID'), {
  accept: ['tls-not-yet-valid'],
});

addTranscript('tls-expired', 'certain', 'curl with Schannel', (w) =>
  curl(definitions(w), [
    ...trying(definitions(w)),
    '* schannel: disabled automatic use of client certificate',
    '* schannel: SSL/TLS connection failed',
    '* Closing connection',
    'curl: (60) schannel: SEC_E_CERT_EXPIRED (0x80090328) - The received certificate has expired.',
  ]),
);

addTranscript('tls-not-yet-valid', 'certain', 'curl 60', curl60('certificate is not yet valid'));

add('tls-not-yet-valid', 'certain', 'Node', failed('certificate is not yet valid (CERT_NOT_YET_VALID)'));

add('tls-not-yet-valid', 'certain', 'Firefox', failed('MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE'));

addTranscript(
  'tls-untrusted',
  'certain',
  'curl 60, self-signed in the chain',
  curl60('self-signed certificate in certificate chain'),
);

addTranscript(
  'tls-untrusted',
  'certain',
  'curl 60, issuer not found',
  curl60('unable to get local issuer certificate'),
);

add('tls-untrusted', 'certain', 'Chrome', failed('net::ERR_CERT_AUTHORITY_INVALID'));

add('tls-untrusted', 'certain', 'Firefox', failed('SEC_ERROR_UNKNOWN_ISSUER'));

add(
  'tls-untrusted',
  'certain',
  'Node, leaf',
  failed('unable to verify the first certificate (UNABLE_TO_VERIFY_LEAF_SIGNATURE)', remoteUrl),
);

addTranscript('tls-host-mismatch', 'certain', 'curl 60', (w) => {
  const url = definitions(w);
  const words = `SSL: no alternative certificate subject name matches target host name '${host(url)}'`;
  return curl(url, [
    ...connected(url),
    ...verifying,
    `*  subjectAltName does not match hostname ${host(url)}`,
    `* ${words}`,
    '* Closing connection',
    `curl: (60) ${words}`,
    ...certificateHint,
  ]);
});

add(
  'tls-host-mismatch',
  'certain',
  'Node',
  failed("Hostname/IP does not match certificate's altnames (ERR_TLS_CERT_ALTNAME_INVALID)"),
);

add('tls-host-mismatch', 'certain', 'Chrome', failed('net::ERR_CERT_COMMON_NAME_INVALID'));

addTranscript(
  'tls-protocol',
  'likely',
  'curl 35, TLS to a plain port',
  (w) => {
    const url = tasksUrl(w).replace('http:', 'https:');
    return curl(url, [
      ...connected(url, '10.20.1.7'),
      ...hello.slice(0, 2),
      '* OpenSSL/3.0.13: error:0A00010B:SSL routines::wrong version number',
      '* Closing connection',
      'curl: (35) OpenSSL/3.0.13: error:0A00010B:SSL routines::wrong version number',
    ]);
  },
  { system: 'process-server' },
);

add('tls-protocol', 'certain', 'Chrome', failed('net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH'));

addTranscript('tls-protocol', 'certain', 'curl 35, alert', (w) =>
  curl(definitions(w), [
    ...connected(definitions(w)),
    ...hello.slice(0, 2),
    '* TLSv1.3 (IN), TLS alert, protocol version (582):',
    '* OpenSSL/3.0.13: error:0A00042E:SSL routines::tlsv1 alert protocol version',
    '* Closing connection',
    'curl: (35) OpenSSL/3.0.13: error:0A00042E:SSL routines::tlsv1 alert protocol version',
  ]),
);

export const tlsCases = list.cases;
