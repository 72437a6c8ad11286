import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { KeyPair } from './certificates.ts';

export type TestProxyOptions = {
  /** `user:password` it wants; anything else is met with 407. */
  login?: string;
  /** Takes a CONNECT and never answers it. */
  hangs?: boolean;
  /** Answers every CONNECT with this status. */
  refusesWith?: number;
  /** Speaks TLS itself. */
  pair?: KeyPair;
  /** Gives the login it was sent back: in header and body of its 407, and as a scheme it would take. */
  echoes?: boolean;
};

export type TestProxy = {
  port: number;
  /** `127.0.0.1:41873` */
  address: string;
  /** What it was asked: `CONNECT service.test:443`, `GET http://service.test/x`. */
  asked: { line: string; headers: IncomingMessage['headers'] }[];
  stop(): Promise<void>;
};

/** The credential of a login, as a word that might be a scheme. */
function echoOf({ headers }: IncomingMessage): string {
  return String(headers['proxy-authorization'])
    .replace(/^Basic /, '')
    .replaceAll('=', '');
}

/** A real HTTP proxy. Whatever host it is asked for, it goes to 127.0.0.1 and the port asked for. */
export async function startTestProxy(options: TestProxyOptions = {}): Promise<TestProxy> {
  const asked: TestProxy['asked'] = [];
  const sockets = new Set<Socket>();
  const server: Server = options.pair
    ? createTlsServer({ cert: options.pair.certificate, key: options.pair.key })
    : createServer();
  const isAllowed = ({ headers }: IncomingMessage) =>
    !options.login || headers['proxy-authorization'] === `Basic ${Buffer.from(options.login).toString('base64')}`;

  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.on('request', (incoming, outgoing) => {
    asked.push({ line: `${incoming.method} ${incoming.url}`, headers: incoming.headers });
    if (!isAllowed(incoming)) {
      const echo = options.echoes ? String(incoming.headers['proxy-authorization']) : '';
      outgoing.writeHead(407, { 'proxy-authenticate': 'Basic realm="the proxy"', ...(echo && { 'x-echo': echo }) });
      return void outgoing.end(`no way ${echo}`);
    }
    const { port, pathname, search, host } = new URL(incoming.url ?? '');
    const { 'proxy-authorization': _own, ...headers } = incoming.headers;
    const onward = forward({
      host: '127.0.0.1',
      port,
      path: pathname + search,
      method: incoming.method ?? 'GET',
      headers: { ...headers, host },
    });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    asked.push({ line: `CONNECT ${incoming.url}`, headers: incoming.headers });
    if (options.hangs) return;
    if (!isAllowed(incoming)) {
      const echo = options.echoes ? `Proxy-Authenticate: ${echoOf(incoming)}\r\n` : '';
      const challenge = `${echo}Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: Basic realm="the proxy"\r\n`;
      return void socket.end(`HTTP/1.1 407 Proxy Authentication Required\r\n${challenge}Content-Length: 0\r\n\r\n`);
    }
    if (options.refusesWith) return void socket.end(`HTTP/1.1 ${options.refusesWith} No\r\n\r\n`);
    const onward = connect(Number(incoming.url?.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `127.0.0.1:${port}`,
    asked,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
