import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';

/** What an answer may want to know of the connection beside the request. */
export type Caller = {
  /** SHA-256 fingerprint (`AB:CD:…`) of the client certificate; null without one. */
  certificateFingerprint: string | null;
};

type Fetch = (request: Request, caller: Caller) => Response | Promise<Response>;

/** Certificate and key of the server, and the authority that a client's certificate has to come from. All PEM. */
export type MutualTls = { certificate: string; key: string; clientCa: string };

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
 * system says about itself (issuer, endpoints) holds the port. With `tls` nobody gets in without a client certificate.
 */
export async function listenOnLoopback(tls: MutualTls | null = null): Promise<LoopbackServer> {
  let answer: Fetch = () => new Response(null, { status: 503 });
  const server = createAdaptorServer({
    fetch: (request, bindings) => answer(request, callerOf(bindings as HttpBindings)),
    overrideGlobalObjects: false,
    ...(tls === null ? {} : { createServer, serverOptions: secureOptions(tls) }),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}`,
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

function secureOptions({ certificate, key, clientCa }: MutualTls) {
  return { cert: certificate, key, ca: clientCa, requestCert: true, rejectUnauthorized: true };
}

function callerOf({ incoming: { socket } }: HttpBindings): Caller {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return { certificateFingerprint: certificate?.fingerprint256 ?? null };
}
