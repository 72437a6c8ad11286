import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that never answers, and tells when it was reached and when the other side gave up. */
export async function startSlowServer() {
  const reached = Promise.withResolvers<void>();
  const abandoned = Promise.withResolvers<void>();
  const server = createServer((incoming) => {
    incoming.socket.on('close', () => abandoned.resolve());
    reached.resolve();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    reached: reached.promise,
    abandoned: abandoned.promise,
    stop: () => new Promise((stopped) => server.close(stopped).closeAllConnections()),
  };
}
