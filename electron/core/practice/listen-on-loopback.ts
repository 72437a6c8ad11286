import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';

type Fetch = (request: Request) => Response | Promise<Response>;

export type LoopbackServer = {
  /** `http://127.0.0.1:41873`, without a slash at the end. */
  baseUrl: string;
  /** Sets who answers. Until then everything is met with 503. */
  answerWith(fetch: Fetch): void;
  /** Ends open connections too; resolves when the port is free again. */
  stop(): Promise<void>;
};

/**
 * Listens on 127.0.0.1 and a free port, never on another address. Who answers is said afterwards, because what a practice
 * system says about itself (issuer, endpoints) holds the port.
 */
export async function listenOnLoopback(): Promise<LoopbackServer> {
  let answer: Fetch = () => new Response(null, { status: 503 });
  const server = createAdaptorServer({ fetch: (request) => answer(request), overrideGlobalObjects: false });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    answerWith(fetch) {
      answer = fetch;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
