import { caseList, type World } from './case.ts';
import { asked, connected, curl, definitions, failed, hello, remoteUrl, tasksUrl, trying } from './network-parts.ts';
import { entry, jsonType, page, plain } from './wire.ts';

// Proxies, client certificates and ends of a connection, partly told by an answer.

const list = caseList({ on: [] });
const { add, addTranscript } = list;
const ps = { system: 'process-server' } as const;
const magnus = { system: 'magnus' } as const;

const squid407 = page(
  407,
  '<html><head><title>ERROR: Cache Access Denied</title></head><body><h1>ERROR</h1><h2>Cache Access Denied.</h2><p>Sorry, you are not currently allowed to request this URL from this cache until you have authenticated yourself.</p></body></html>',
  [
    ['Server', 'squid/5.7'],
    ['Proxy-Authenticate', 'Basic realm="proxy.acme.example"'],
    ['X-Squid-Error', 'ERR_CACHE_ACCESS_DENIED 0'],
  ],
);

const viaProxy = (w: World, url: string, status: string, words: string) => {
  const { hostname } = new URL(url);
  return curl(url, [
    "* Uses proxy env variable https_proxy == 'http://proxy.acme.example:3128'",
    '* Host proxy.acme.example:3128 was resolved.',
    '*   Trying 10.1.0.8:3128...',
    '* Connected to proxy.acme.example (10.1.0.8) port 3128',
    `* CONNECT tunnel: HTTP/1.1 negotiated`,
    `* Establish HTTP proxy tunnel to ${hostname}:443`,
    `> CONNECT ${hostname}:443 HTTP/1.1`,
    `> Host: ${hostname}:443`,
    '> User-Agent: curl/8.5.0',
    '> Proxy-Connection: Keep-Alive',
    '> ',
    `< HTTP/1.1 ${status}`,
    '< Server: squid/5.7',
    `< Date: ${new Date(w.now - 60_000).toUTCString()}`,
    '< Content-Type: text/html;charset=utf-8',
    ...(status.startsWith('407') ? ['< Proxy-Authenticate: Basic realm="proxy.acme.example"'] : []),
    '< Content-Length: 3912',
    '< ',
    `* CONNECT tunnel failed, response ${status.slice(0, 3)}`,
    '* Closing connection',
    words,
  ]);
};

addTranscript('proxy-auth-required', 'certain', 'curl 56', (w) =>
  viaProxy(w, definitions(w), '407 Proxy Authentication Required', 'curl: (56) CONNECT tunnel failed, response 407'),
);
addTranscript('proxy-auth-required', 'certain', 'older curl', (w) =>
  viaProxy(
    w,
    definitions(w),
    '407 Proxy Authentication Required',
    'curl: (56) Received HTTP code 407 from proxy after CONNECT',
  ),
);
add(
  'proxy-auth-required',
  'certain',
  'the answer to a plain call',
  (w) => [entry(-30, 'POST', tasksUrl(w), squid407)],
  { ...ps, on: ['headers'] },
);
add('proxy-auth-required', 'certain', 'Chrome', failed('net::ERR_PROXY_AUTH_UNSUPPORTED'));

addTranscript('proxy-refused', 'certain', 'curl 56, 403', (w) =>
  viaProxy(w, definitions(w), '403 Forbidden', 'curl: (56) CONNECT tunnel failed, response 403'),
);
add('proxy-refused', 'certain', 'Chrome', failed('net::ERR_TUNNEL_CONNECTION_FAILED'), {
  accept: ['proxy-failed', 'proxy-auth-required'],
});
addTranscript(
  'proxy-refused',
  'certain',
  'curl 56, 502',
  (w) => viaProxy(w, remoteUrl(w), '502 Bad Gateway', 'curl: (56) CONNECT tunnel failed, response 502'),
  { accept: ['proxy-failed'] },
);

addTranscript('proxy-unreachable', 'certain', 'curl 5', (w) =>
  curl(definitions(w), [
    "* Uses proxy env variable https_proxy == 'http://proxy.acme.example:3128'",
    '* Could not resolve proxy: proxy.acme.example',
    '* Closing connection',
    'curl: (5) Could not resolve proxy: proxy.acme.example',
  ]),
);
addTranscript('proxy-unreachable', 'certain', 'curl 7', (w) =>
  curl(definitions(w), [
    "* Uses proxy env variable https_proxy == 'http://proxy.acme.example:3128'",
    ...trying('http://proxy.acme.example:3128', '10.1.0.8'),
    '* connect to 10.1.0.8 port 3128 from 10.20.9.4 port 50512 failed: Connection refused',
    "* Failed to connect to proxy.acme.example port 3128 after 2 ms: Couldn't connect to server",
    '* Closing connection',
    "curl: (7) Failed to connect to proxy.acme.example port 3128 after 2 ms: Couldn't connect to server",
  ]),
);
add('proxy-unreachable', 'certain', 'Chrome', failed('net::ERR_PROXY_CONNECTION_FAILED'));

const nginx400 = (words: string) =>
  page(
    400,
    `<html>\r\n<head><title>400 ${words}</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>${words}</center>\r\n<hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>\r\n`,
    [['Server', 'nginx/1.24.0']],
  );
add(
  'client-certificate-required',
  'certain',
  'nginx says so',
  (w) => [
    entry(-30, 'POST', remoteUrl(w), nginx400('No required SSL certificate was sent'), {
      headers: [jsonType],
      body: { c: '713aa58d', configuration: { runWorkflow: { l: 'T3JkZXI' } } },
    }),
  ],
  { ...magnus, on: ['answer'] },
);
add(
  'client-certificate-refused',
  'certain',
  'nginx says so',
  (w) => [
    entry(-30, 'POST', remoteUrl(w), nginx400('The SSL certificate error'), {
      headers: [jsonType],
      body: { c: '713aa58d', configuration: { runWorkflow: { l: 'T3JkZXI' } } },
    }),
  ],
  { ...magnus, on: ['answer'], accept: ['client-certificate-expired'] },
);
add('client-certificate-refused', 'certain', 'Chrome', failed('net::ERR_BAD_SSL_CLIENT_AUTH_CERT'), {
  accept: ['client-certificate-expired'],
});

const alert = (words: string) => (w: World) => {
  const url = `https://${w.tenant}.authentication.cert.${w.region}.hana.ondemand.com/oauth/token`;
  return curl(
    url,
    [
      ...connected(url),
      ...hello,
      '* TLSv1.2 (IN), TLS handshake, Request CERT (13):',
      '* TLSv1.2 (OUT), TLS handshake, Certificate (11):',
      '* TLSv1.2 (OUT), TLS handshake, CERT verify (15):',
      `* OpenSSL/3.0.13: error:0A000415:SSL routines::sslv3 alert ${words}`,
      '* Closing connection',
      `curl: (35) OpenSSL/3.0.13: error:0A000415:SSL routines::sslv3 alert ${words}`,
    ],
    '--cert key.pem --key key.key -d grant_type=client_credentials ',
  );
};
addTranscript('client-certificate-refused', 'certain', 'curl 35, bad certificate', alert('bad certificate'), {
  accept: ['client-certificate-expired'],
});
addTranscript(
  'client-certificate-expired',
  'certain',
  'curl 35, the server says expired',
  alert('certificate expired'),
  { accept: ['client-certificate-refused'] },
);

addTranscript(
  'response-malformed',
  'certain',
  'Node, header overflow',
  (w) =>
    curl(definitions(w), [
      ...connected(definitions(w)),
      ...asked(definitions(w)),
      '* Header without colon',
      '* Closing connection',
      'curl: (8) Weird server reply',
    ]),
  { accept: ['not-http'] },
);
add('response-malformed', 'certain', 'Node', failed('Parse Error: Invalid header token (HPE_INVALID_HEADER_TOKEN)'));
add('response-malformed', 'certain', 'Chrome', failed('net::ERR_HTTP2_PROTOCOL_ERROR'), {
  accept: ['connection-closed'],
});

add('cancelled', 'likely', 'Chrome', failed('net::ERR_ABORTED'));
add('cancelled', 'likely', 'Firefox', failed('NS_BINDING_ABORTED'));
add('cancelled', 'likely', 'Postman', failed('canceled'));

add('unknown', 'possible', 'a word nobody knows', failed('Something went wrong'), { accept: ['connection-closed'] });
add(
  'service-error',
  'certain',
  'plain text of a gateway',
  (w) => [entry(-30, 'GET', definitions(w), plain(503, 'no healthy upstream', [['server', 'envoy']]))],
  { on: ['answer'] },
);

export const networkAnswerCases = list.cases;
