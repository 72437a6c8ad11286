import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import type { KeyPair } from './certificates.ts';

export type TlsTestServer = {
  port: number;
  /** `https://127.0.0.1:41873` */
  url: string;
  /** Request lines and headers that came, decrypted, with the client certificate's name where one was shown. */
  seen: { line: string; headers: string[]; client: string | null }[];
  /** Bytes that came after the handshakes, of all connections together. */
  bytes(): number;
  /** What it shows from the next handshake on. */
  changeCertificate(pair: KeyPair): void;
  stop(): Promise<void>;
};

/** A real HTTPS server that answers everything with 200 and writes down what came. */
export async function startTlsServer(pair: KeyPair, options: TlsOptions = {}): Promise<TlsTestServer> {
  const seen: TlsTestServer['seen'] = [];
  let bytes = 0;
  const server = createHttpsServer({ cert: pair.certificate, key: pair.key, ...options }, (request, response) => {
    const { socket } = request as { socket: Socket & { getPeerCertificate?(): { subject?: { CN?: string } } } };
    const client = socket.getPeerCertificate?.().subject?.CN ?? null;
    seen.push({ line: `${request.method} ${request.url}`, headers: request.rawHeaders, client });
    response.setHeader('content-type', 'application/json').end('{"ok":true}');
  });
  server.on('tlsClientError', () => undefined);
  server.on('secureConnection', (socket: Socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `https://127.0.0.1:${port}`,
    seen,
    bytes: () => bytes,
    changeCertificate: ({ certificate, key }) => server.setSecureContext({ ...options, cert: certificate, key }),
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}
