import type { Entry, World } from './case.ts';
import { caseList } from './case.ts';
import { asked, connected, curl, definitions, failed, hello, remoteUrl, secured, tasksUrl } from './network-parts.ts';
import { restUrl, sapToken } from './sap-parts.ts';
import { bearer, entry, plain } from './wire.ts';

// How an exchange ends without an answer, or within one, in the words of curl, Chrome, Node, axios and Postman.

const list = caseList({ on: [] });

const { add, addTranscript } = list;

const ps = { system: 'process-server' } as const;

const host = (url: string) => new URL(url).hostname;

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

export const exchangeEndCases = list.cases;
