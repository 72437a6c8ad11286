import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, Faults } from './faults.ts';

const group = 'The way';

/** What can happen between a call and the service behind it: a proxy, a gateway, a broken server. */
export const wireFaults = [
  {
    id: 'connection-closed',
    name: 'Connection closed',
    words: 'the server hangs up on every call, without an answer',
    group,
    cause: 'connection-closed',
  },
  {
    id: 'response-truncated',
    name: 'Answer broken off',
    words: 'less comes than Content-Length promises',
    group,
    cause: 'response-truncated',
  },
  {
    id: 'response-malformed',
    name: 'Answer malformed',
    words: 'a chunk of the answer has a size that is no number',
    group,
    cause: 'response-malformed',
  },
  {
    id: 'not-http',
    name: 'Not HTTP',
    words: 'another protocol answers on this port',
    group,
    cause: 'not-http',
  },
  {
    id: 'deadline-exceeded',
    name: 'No answer at all',
    words: 'the call is taken and never answered; the deadline in the settings ends it',
    group,
    cause: 'deadline-exceeded',
  },
  {
    id: 'redirect-loop',
    name: 'Redirects in a circle',
    words: 'every answer is a redirect to where the call came from',
    group,
    cause: 'redirect-loop',
  },
  {
    id: 'redirect-blocked',
    name: 'Redirect to nowhere',
    words: 'every answer is a redirect to an ftp address',
    group,
    cause: 'redirect-blocked',
  },
  {
    id: 'proxy-auth-required',
    name: 'Proxy wants a login',
    words: 'a proxy on the way answers 407',
    group,
    cause: 'proxy-auth-required',
  },
  {
    id: 'gateway-busy',
    name: 'Too many calls',
    words: 'a gateway answers 429 and says when to come back',
    group,
    cause: 'rate-limited',
  },
  {
    id: 'gateway-failed',
    name: 'Bad gateway',
    words: 'a gateway answers 502 with a web page: the service behind it does not respond',
    group,
    cause: 'service-error',
  },
] as const satisfies readonly Fault[];

export type WireFaultId = (typeof wireFaults)[number]['id'];

const ids = wireFaults.map(({ id }) => id);

/** Does to a call what the fault that is on would; false when none is, and the call is still to be answered. */
export function meetOnWire(faults: Faults<WireFaultId>, call: IncomingMessage, answer: ServerResponse): boolean {
  const fault = faults.firstOn(ids);
  if (fault === null) return false;
  // The call is read off first: a port that is closed over unread bytes is reset, and the answer may be lost with it.
  call.resume().once('end', () => acts[fault](call, answer));
  return true;
}

type Act = (call: IncomingMessage, answer: ServerResponse) => void;

const acts: Readonly<Record<WireFaultId, Act>> = {
  'connection-closed': ({ socket }) => socket.destroy(),
  'response-truncated': raw(
    'HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: 4096\r\n\r\n[{"id":"order-appro',
  ),
  'response-malformed': raw(
    'HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=UTF-8\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n[]\r\n',
  ),
  'not-http': raw('SSH-2.0-OpenSSH_9.2p1 practice\r\n'),
  // The listener ends its connections when it stops.
  'deadline-exceeded': () => undefined,
  'redirect-loop': ({ url }, answer) => answer.writeHead(307, { Location: url ?? '/' }).end(),
  'redirect-blocked': (_call, answer) => answer.writeHead(302, { Location: 'ftp://127.0.0.1/' }).end(),
  'proxy-auth-required': page(407, 'Proxy Authentication Required', {
    'Proxy-Authenticate': 'Basic realm="practice proxy"',
  }),
  'gateway-busy': page(429, 'Too Many Requests', { 'Retry-After': '30' }),
  'gateway-failed': page(502, 'Bad Gateway', {}),
};

function raw(text: string): Act {
  return ({ socket }) => socket.end(text, 'latin1');
}

/** As nginx writes them. */
function page(status: number, title: string, headers: Record<string, string>): Act {
  const html = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return (_call, answer) => answer.writeHead(status, { 'Content-Type': 'text/html', ...headers }).end(html);
}
