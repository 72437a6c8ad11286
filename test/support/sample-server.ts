import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;

/** A page that would run something and call somebody, if whoever shows it let it. */
const errorPage = `<!doctype html>
<html>
  <head><title>502 Bad Gateway</title><script>globalThis.hasRun = true</script></head>
  <body>
    <h1>502 Bad Gateway</h1>
    <p>The upstream server is taking a nap.</p>
    <img src="http://elsewhere.invalid/pixel.png" onerror="globalThis.hasRun = true">
  </body>
</html>
`;

const answers: Record<string, Answer> = {
  '/html-error': (_, outgoing) => outgoing.writeHead(502, { 'content-type': 'text/html' }).end(errorPage),
  '/big': (_, outgoing) => outgoing.writeHead(200, { 'content-type': 'application/json' }).end(bigJson(50_000)),
  '/binary': (_, outgoing) =>
    outgoing.writeHead(200, { 'content-type': 'application/octet-stream' }).end(everyByte(96)),
  '/plain': (_, outgoing) =>
    outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Plain</title>'),
  '/teapot': (_, outgoing) => outgoing.writeHead(418, { 'x-kettle': 'whistling' }).end('short and stout'),
};

/** A server with an answer of every kind a screen has to cope with; any other path is told back what it was asked. */
export async function startSampleServer() {
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://sample');
    (answers[pathname] ?? tellBack)(incoming, outgoing);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((stopped) => server.close(stopped).closeAllConnections()),
  };
}

async function tellBack(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = Buffer.concat(await incoming.toArray()).toString();
  outgoing.writeHead(200, { 'content-type': 'application/json', 'x-sample': 'told-back' });
  outgoing.end(JSON.stringify({ method: incoming.method, url: incoming.url, body }));
}

function bigJson(count: number): string {
  const instances = Array.from({ length: count }, (_, number) => ({
    id: `0b5c7f3e-8d0a-11f0-9a52-${String(number).padStart(12, '0')}`,
    definitionId: 'order-approval',
    subject: `Order ${number} of the day`,
    status: number % 7 === 0 ? 'ERRONEOUS' : 'RUNNING',
  }));
  return JSON.stringify(instances);
}

function everyByte(times: number): Buffer {
  return Buffer.concat(
    Array.from({ length: times }, () => Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))),
  );
}

/** An address on this machine where nobody listens: a port that was free a moment ago. */
export async function refusingUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return `http://127.0.0.1:${port}/`;
}
