import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export type Answer = { status: number; headers: Record<string, string>; body: Uint8Array | string | null };

/** Headers of every answer to a request that is for us. */
export function securityHeaders(policy: string): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

/** The answer to whoever calls us by another name: nothing at all. */
export const misdirected: Answer = { status: 421, headers: { connection: 'close' }, body: null };

/** Sends an answer; to HEAD without its body. No date: two answers to strangers must not differ in anything. */
export function send(response: ServerResponse, method: string, { status, headers, body }: Answer): void {
  const bytes = bytesOf(body);
  response.sendDate = false;
  response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
  response.end(method === 'HEAD' ? undefined : bytes);
}

/** The same over the bare socket of an upgrade that is refused. */
export function sendRaw(socket: Duplex, { status, headers, body }: Answer): void {
  const bytes = bytesOf(body);
  const lines = Object.entries({ ...headers, 'content-length': String(bytes.length) });
  const reason = status === 200 ? 'OK' : status === 421 ? 'Misdirected Request' : 'Refused';
  const head = [`HTTP/1.1 ${status} ${reason}`, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''];
  socket.on('error', () => {});
  socket.end(Buffer.concat([Buffer.from(head.join('\r\n')), bytes]));
}

function bytesOf(body: Answer['body']): Buffer {
  if (body === null) return Buffer.alloc(0);
  return typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
