import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Sessions } from './session.ts';

/** Close codes the page may meet. 1001 is the protocol's own "going away". */
export const closeCodes = { coreGone: 1001, openedElsewhere: 4001 } as const;

export type SocketBridge = {
  /** Completes an upgrade the guard let pass. False when no offered subprotocol is the session secret: nothing was sent. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  closeAll(code: number, reason: string): void;
  /** Tells every page that the core goes away, and ends the sockets of those that do not answer. */
  dispose(): Promise<void>;
};

/** Any router there is. The bridge is the one file of this host that knows what carries it. */
export type BridgedRouter = AnyRouter;

const maxPayloadBytes = 64 * 1024 * 1024;
/** How long a page may take to close its end. */
const patienceMs = 500;

/** Carries the contract over the page's socket. The session secret travels as subprotocol: a page cannot set a header here. */
export function createSocketBridge(router: BridgedRouter, sessions: Sessions): SocketBridge {
  const handler = new RPCHandler(router);
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: maxPayloadBytes,
    // A browser drops a socket whose answer picks none of the protocols it offered.
    handleProtocols: (offered) => [...offered].find((text) => sessions.isSecret(text)) ?? false,
  });

  const serve = (socket: WebSocket) => {
    const socketClosed = sessions.socketOpened();
    socket.once('close', socketClosed);
    // A frame over the cap or out of protocol: ws closes the socket itself and says why to the other end.
    socket.on('error', () => {});
    void handler.upgrade(socket, { context: {} });
  };

  return {
    accept(request, socket, head) {
      if (!offersSecret(request, sessions)) return false;
      server.handleUpgrade(request, socket, head, serve);
      return true;
    },
    closeAll(code, reason) {
      for (const client of server.clients) client.close(code, reason);
    },
    async dispose() {
      await Promise.all([...server.clients].map(sayGoodbye));
    },
  };
}

function sayGoodbye(client: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => client.terminate(), patienceMs);
    client.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    client.close(closeCodes.coreGone, 'The core went away.');
  });
}

function offersSecret(request: IncomingMessage, sessions: Sessions): boolean {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((text) => text.trim());
  return offered.filter((text) => sessions.isSecret(text)).length === 1;
}
