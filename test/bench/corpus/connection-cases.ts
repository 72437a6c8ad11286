import { caseList } from './case.ts';
import { asked, connected, curl, definitions, failed, remoteUrl, secured, tasksUrl, trying } from './network-parts.ts';

// Names, connections and networks, in the words of curl (lib/strerror.c), Chrome (net_error_list.h) and Node (dns, net).

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

export const connectionCases = list.cases;
