import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { getRequestListener, type HttpBindings } from '@hono/node-server';

/** What an answer may want to know of the connection beside the request. */
export type Caller = {
  /** SHA-256 fingerprint (`AB:CD:…`) of the client certificate; null without one. */
  certificateFingerprint: string | null;
};

export type Fetch = (request: Request, caller: Caller) => Response | Promise<Response>;

/** Takes a call before it is answered, to do to it what no answer could; false leaves it to be answered. */
export type MeetCall = (call: IncomingMessage, answer: ServerResponse) => boolean;

/**
 * Certificate and key of the server, and the authority that a client's certificate has to come from: with one, nobody gets
 * in without. All PEM.
 */
export type ServerTls = { certificate: string; key: string; clientCa: string | null };

export type LoopbackServer = {
  /** `http://127.0.0.1:41873`, without a slash at the end. */
  baseUrl: string;
  /** Sets who answers. Until then everything is met with 503. */
  answerWith(fetch: Fetch): void;
  /** Ends open connections too; resolves when the port is free again. */
  stop(): Promise<void>;
};

type Options = { tls?: ServerTls; meet?: MeetCall };

/**
 * Listens on 127.0.0.1 and a free port, never on another address. Who answers is said afterwards, because what a practice
 * system says about itself (issuer, endpoints) holds the port.
 */
export async function listenOnLoopback({ tls, meet = () => false }: Options = {}): Promise<LoopbackServer> {
  let answer: Fetch = () => new Response(null, { status: 503 });
  const answerCall = getRequestListener((request, bindings) => answer(request, callerOf(bindings as HttpBindings)), {
    overrideGlobalObjects: false,
  });
  const take = (call: IncomingMessage, response: ServerResponse) => {
    if (!meet(call, response)) void answerCall(call, response);
  };
  const server = tls === undefined ? createServer(take) : createSecureServer(secureOptions(tls), take);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    answerWith(fetch) {
      answer = fetch;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function secureOptions({ certificate, key, clientCa }: ServerTls) {
  const own = { cert: certificate, key };
  return clientCa === null ? own : { ...own, ca: clientCa, requestCert: true, rejectUnauthorized: true };
}

function callerOf({ incoming: { socket } }: HttpBindings): Caller {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return { certificateFingerprint: certificate?.fingerprint256 ?? null };
}
