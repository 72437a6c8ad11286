import { RPCLink } from '@orpc/client/websocket';
import { guardCalls } from './guard-calls.ts';
import type { CoreLink, LoopbackLink } from './link.ts';

/** Speaks to the core over the loopback host's socket; the session secret travels as its subprotocol. */
export function openSocketLink({ sessionSecret, appPath, nonce }: LoopbackLink): CoreLink {
  const baseUrl = new URL(appPath.endsWith('/') ? appPath : `${appPath}/`, location.origin);
  const socketUrl = new URL('socket', baseUrl);
  socketUrl.protocol = 'ws:';
  const socket = new WebSocket(socketUrl, [sessionSecret]);
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve(), { once: true });
  });
  return {
    calls: new RPCLink({ websocket: socket, interceptors: [guardCalls(closed)] }),
    baseUrl: baseUrl.href,
    headers: { 'x-gatewright-session': sessionSecret },
    styleNonce: nonce,
    hasOwnWindow: false,
    closed,
  };
}
