import { caseList, type World } from './case.ts';
import { asked, connected, curl, definitions, secured, tasksUrl } from './network-parts.ts';

// What curl remarks on its way to a good answer: addresses that refused, certificates that were let pass, logins in two steps.

const list = caseList({ on: [] });
const { addTranscript } = list;
const ps = { system: 'process-server' } as const;

const host = (url: string) => new URL(url).hostname;
const date = (w: World) => `< Date: ${new Date(w.now - 60_000).toUTCString()}`;
const good = (w: World, body: string) => [
  '< HTTP/1.1 200 OK',
  '< Content-Type: application/json',
  date(w),
  '< ',
  body,
  '* Connection #0 to host left intact',
];
const found = '[{"id":"order-approval","version":"3","name":"Order approval"}]';
const token = 'Authorization: Bearer 8f2c1e00d5b44a449a6d0f7c2b1d0300';

addTranscript(
  null,
  'certain',
  'the first address refused',
  (w) => {
    const url = tasksUrl(w);
    const { port } = new URL(url);
    return curl(url, [
      '*   Trying [::1]:8080...',
      `* connect to ::1 port ${port || 80} from ::1 port 50512 failed: Connection refused`,
      ...connected(url, '10.20.1.7'),
      ...asked(url, 'GET', ['Authorization: Basic bWFyeTpwdy1tYXJ5LTV4']),
      ...good(w, '{"ok":true}'),
    ]);
  },
  ps,
);
addTranscript(null, 'certain', 'an expired certificate, with -k', (w) => {
  const url = definitions(w);
  const lines = secured(host(url)).map((line) =>
    line.includes('verify ok')
      ? '*  SSL certificate verify result: certificate has expired (10), continuing anyway.'
      : line,
  );
  return curl(url, [...connected(url), ...lines, ...asked(url, 'GET', [token]), ...good(w, found)], '-k ');
});
addTranscript(null, 'certain', 'a proxy that wanted a login first', (w) => {
  const url = definitions(w);
  const tunnel = (login: readonly string[]) => [
    `> CONNECT ${host(url)}:443 HTTP/1.1`,
    `> Host: ${host(url)}:443`,
    ...login,
    '> User-Agent: curl/8.5.0',
    '> ',
  ];
  return curl(
    url,
    [
      "* Uses proxy env variable https_proxy == 'http://proxy.acme.example:3128'",
      '*   Trying 10.1.0.8:3128...',
      '* Connected to proxy.acme.example (10.1.0.8) port 3128',
      `* Establish HTTP proxy tunnel to ${host(url)}:443`,
      ...tunnel([]),
      '< HTTP/1.1 407 Proxy Authentication Required',
      '< Proxy-Authenticate: Basic realm="proxy"',
      '< ',
      '* Ignore 0 bytes of response-body',
      ...tunnel(['> Proxy-Authorization: Basic bWFyeTpwcm94eS1wdw==']),
      '< HTTP/1.1 200 Connection established',
      '< ',
      '* CONNECT tunnel established, response 200',
      ...secured(host(url)),
      ...asked(url, 'GET', [token]),
      ...good(w, found),
    ],
    '--proxy-anyauth ',
  );
});
addTranscript(
  null,
  'certain',
  'a login in two steps',
  (w) => {
    const url = tasksUrl(w);
    return curl(
      url,
      [
        ...connected(url, '10.20.1.7'),
        ...asked(url),
        '< HTTP/1.1 401 Unauthorized',
        '< WWW-Authenticate: Basic realm="ActiveVOS"',
        '< Content-Length: 0',
        '< ',
        '* Connection #0 to host left intact',
        `* Issue another request to this URL: '${url}'`,
        "* Server auth using Basic with user 'mary'",
        ...asked(url, 'GET', ['Authorization: Basic bWFyeTpwdy1tYXJ5LTV4']),
        ...good(w, '{"ok":true}'),
      ],
      '--anyauth -u mary ',
    );
  },
  ps,
);
addTranscript(null, 'certain', 'a redirect that was followed', (w) => {
  const url = definitions(w);
  return curl(
    url.replace('https:', 'http:'),
    [
      ...connected(url.replace('https:', 'http:')),
      ...asked(url),
      '< HTTP/1.1 301 Moved Permanently',
      `< Location: ${url}`,
      '< Content-Length: 0',
      '< ',
      '* Connection #0 to host left intact',
      `* Clear auth, redirects to port from 80 to 443`,
      `* Issue another request to this URL: '${url}'`,
      ...connected(url),
      ...secured(host(url)),
      ...asked(url, 'GET', [token]),
      ...good(w, found),
    ],
    '-L ',
  );
});
addTranscript('rate-limited', 'certain', 'tried again by curl', (w) => {
  const url = definitions(w);
  const once = [
    ...asked(url, 'GET', [token]),
    '< HTTP/1.1 429 Too Many Requests',
    '< Retry-After: 1',
    date(w),
    '< Content-Length: 0',
    '< ',
    '* Connection #0 to host left intact',
  ];
  return curl(
    url,
    [
      ...connected(url),
      ...secured(host(url)),
      ...once,
      'Warning: Problem: HTTP error. Will retry in 1 seconds. 1 retries left.',
      '* Re-using existing connection with host',
      ...once,
    ],
    '--retry 1 ',
  );
});

export const curlDecoyCases = list.cases;
