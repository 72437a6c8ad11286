import type { Entry, World } from './case.ts';
import { caseList } from './case.ts';
import {
  asked,
  certificateHint,
  connected,
  curl,
  definitions,
  failed,
  hello,
  remoteUrl,
  secured,
  tasksUrl,
  trying,
  verifying,
} from './network-parts.ts';
import { restUrl, sapToken } from './sap-parts.ts';
import { bearer, entry, plain } from './wire.ts';

// The way to a host. Words of curl (lib/strerror.c, lib/vtls), Chrome (net_error_list.h), Firefox (NSPR errors) and Node.

const list = caseList({ on: [] });
const { add, addTranscript } = list;
const ps = { system: 'process-server' } as const;
const host = (url: string) => new URL(url).hostname;

addTranscript('name-not-found', 'likely', 'curl 6', (w) =>
  curl(definitions(w), [
    `* Could not resolve host: ${host(definitions(w))}`,
    '* Closing connection',
    `curl: (6) Could not resolve host: ${host(definitions(w))}`,
  ]),
);
add('name-not-found', 'certain', 'Node', (w) => failed(`getaddrinfo ENOTFOUND ${host(definitions(w))}`)(w));
add('name-not-found', 'likely', 'Chrome', failed('net::ERR_NAME_NOT_RESOLVED'));

add('name-lookup-failed', 'certain', 'Node', (w) => failed(`getaddrinfo EAI_AGAIN ${host(definitions(w))}`)(w));
addTranscript('name-lookup-failed', 'certain', 'curl', (w) =>
  curl(definitions(w), [
    '* Resolving timed out after 5001 milliseconds',
    '* Closing connection',
    'curl: (28) Resolving timed out after 5001 milliseconds',
  ]),
);
add('name-lookup-failed', 'certain', 'Chrome', failed('net::ERR_DNS_TIMED_OUT'));

addTranscript(
  'connection-refused',
  'certain',
  'curl 7',
  (w) => {
    const url = tasksUrl(w);
    const port = new URL(url).port;
    return curl(url, [
      ...trying(url, '10.20.1.7'),
      `* connect to 10.20.1.7 port ${port} from 10.20.9.4 port 50512 failed: Connection refused`,
      `* Failed to connect to ${host(url)} port ${port} after 3 ms: Couldn't connect to server`,
      '* Closing connection',
      `curl: (7) Failed to connect to ${host(url)} port ${port} after 3 ms: Couldn't connect to server`,
    ]);
  },
  ps,
);
add('connection-refused', 'certain', 'Node', failed('connect ECONNREFUSED 10.20.1.7:8080', tasksUrl), ps);
add('connection-refused', 'certain', 'Chrome', failed('net::ERR_CONNECTION_REFUSED', tasksUrl), ps);

addTranscript('connection-timeout', 'certain', 'curl 28', (w) => {
  const url = remoteUrl(w);
  return curl(
    url,
    [
      ...trying(url, '203.0.113.9'),
      '* Connection timed out after 10002 milliseconds',
      '* Closing connection',
      'curl: (28) Connection timed out after 10002 milliseconds',
    ],
    '-X POST --connect-timeout 10 ',
  );
});
add('connection-timeout', 'certain', 'Node', failed('connect ETIMEDOUT 203.0.113.9:443'));
add('connection-timeout', 'certain', 'Chrome', failed('net::ERR_CONNECTION_TIMED_OUT'));

addTranscript('connection-closed', 'certain', 'curl 52', (w) => {
  const url = definitions(w);
  return curl(url, [
    ...connected(url),
    ...secured(host(url)),
    ...asked(url),
    '* Empty reply from server',
    '* Closing connection',
    'curl: (52) Empty reply from server',
  ]);
});
add('connection-closed', 'certain', 'Node', failed('socket hang up'));
add('connection-closed', 'certain', 'Chrome', failed('net::ERR_CONNECTION_RESET'));

add('network-unreachable', 'certain', 'Node', failed('connect ENETUNREACH 203.0.113.9:443'));
add('network-unreachable', 'certain', 'Chrome', failed('net::ERR_INTERNET_DISCONNECTED'));
add('network-unreachable', 'certain', 'Node, no route', failed('connect EHOSTUNREACH 10.20.1.7:8080', tasksUrl), ps);

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

addTranscript('deadline-exceeded', 'certain', 'curl 28 while waiting', (w) => {
  const url = definitions(w);
  return curl(
    url,
    [
      ...connected(url),
      ...secured(host(url)),
      ...asked(url),
      '* Operation timed out after 30001 milliseconds with 0 bytes received',
      '* Closing connection',
      'curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received',
    ],
    '-m 30 ',
  );
});
add('deadline-exceeded', 'certain', 'axios', failed('timeout of 30000ms exceeded'));
add('deadline-exceeded', 'certain', 'Postman', failed('ESOCKETTIMEDOUT'));

addTranscript(
  'redirect-loop',
  'certain',
  'curl 47',
  (w) => {
    const url = tasksUrl(w);
    const hop = [
      ...asked(url),
      '< HTTP/1.1 302 ',
      `< Location: ${url}`,
      '< Content-Length: 0',
      '< ',
      '* Connection #0 to host left intact',
      `* Issue another request to this URL: '${url}'`,
      '* Re-using existing connection with host',
    ];
    return curl(
      url,
      [
        ...connected(url, '10.20.1.7'),
        ...hop,
        ...hop,
        ...hop.slice(0, -2),
        '* Maximum (3) redirects followed',
        'curl: (47) Maximum (3) redirects followed',
      ],
      '-L --max-redirs 3 ',
    );
  },
  ps,
);
add('redirect-loop', 'certain', 'Chrome', failed('net::ERR_TOO_MANY_REDIRECTS', tasksUrl), ps);
add(
  'redirect-loop',
  'certain',
  'Postman',
  failed('Exceeded maxRedirects. Probably stuck in a redirect loop', remoteUrl),
);

addTranscript(
  'not-http',
  'certain',
  'curl 1',
  (w) => {
    const url = tasksUrl(w);
    return curl(url, [
      ...connected(url, '10.20.1.7'),
      ...asked(url),
      '* Received HTTP/0.9 when not allowed',
      '* Closing connection',
      'curl: (1) Received HTTP/0.9 when not allowed',
    ]);
  },
  ps,
);
add('not-http', 'certain', 'Node', failed('Parse Error: Expected HTTP/ (HPE_INVALID_CONSTANT)', tasksUrl), ps);
add('not-http', 'certain', 'Chrome', failed('net::ERR_INVALID_HTTP_RESPONSE', tasksUrl), ps);

const half =
  (failure: string) =>
  (w: World): Entry[] => [
    entry(
      -60,
      'GET',
      `${restUrl(w)}/v1/workflow-instances/${w.guid}/execution-logs`,
      plain(200, '[{"id":"1","type":"WORKFLOW_STARTED"},{"id":"2","ty', [['Content-Length', '48213']]),
      { headers: [bearer(sapToken(w))], failure },
    ),
  ];
add('response-truncated', 'certain', 'Chrome, chunks', half('net::ERR_INCOMPLETE_CHUNKED_ENCODING'));
add('response-truncated', 'certain', 'Chrome, length', half('net::ERR_CONTENT_LENGTH_MISMATCH'));
addTranscript('response-truncated', 'certain', 'curl 18', (w) => {
  const url = definitions(w);
  return curl(url, [
    ...connected(url),
    ...secured(host(url)),
    ...asked(url),
    '< HTTP/1.1 200 OK',
    '< Content-Type: application/json',
    '< Content-Length: 48213',
    '< ',
    '[{"id":"order-approval","version":"3","na',
    '* transfer closed with 48172 bytes remaining to read',
    '* Closing connection',
    'curl: (18) transfer closed with 48172 bytes remaining to read',
  ]);
});

addTranscript('client-certificate-required', 'certain', 'curl 56, TLS 1.3', (w) => {
  const url = remoteUrl(w);
  const words =
    'OpenSSL SSL_read: OpenSSL/3.0.13: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0';
  return curl(url, [
    ...connected(url),
    ...secured(host(url)).toSpliced(6, 0, '* TLSv1.3 (IN), TLS handshake, Request CERT (13):'),
    ...asked(url),
    '* TLSv1.3 (IN), TLS alert, unknown (628):',
    `* ${words}`,
    '* Closing connection',
    `curl: (56) ${words}`,
  ]);
});
add('client-certificate-required', 'certain', 'Chrome', failed('net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED'));
addTranscript('client-certificate-required', 'likely', 'curl 35, handshake failure after the request for one', (w) => {
  const url = remoteUrl(w);
  const words = 'OpenSSL/3.0.13: error:0A000410:SSL routines::ssl/tls alert handshake failure';
  return curl(url, [
    ...connected(url),
    ...hello,
    '* TLSv1.2 (IN), TLS handshake, Request CERT (13):',
    '* TLSv1.2 (OUT), TLS handshake, Certificate (11):',
    '* TLSv1.2 (IN), TLS alert, handshake failure (552):',
    `* ${words}`,
    '* Closing connection',
    `curl: (35) ${words}`,
  ]);
});

export const networkCases = list.cases;
