import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type AppDeps, answerApp } from './app-answers.ts';
import { bootstrapPage } from './bootstrap-page.ts';
import type { RequestHead } from './guard.ts';
import { maxClaimBytes, readClaim } from './read-claim.ts';
import { type Answer, misdirected, send, sendRaw } from './respond.ts';
import type { SocketBridge } from './socket-bridge.ts';

export type FrontDoor = AppDeps & {
  bridge: SocketBridge;
  /** For `<style>` elements; leaves with the session. */
  nonce: string;
  /** Headers of every answer to a request that is for us. */
  headers: Record<string, string>;
};

/**
 * Answers a request. Whoever has not got a session gets one and the same page for every path and method, a refused
 * exchange included: nothing here tells a stranger what listens on this port.
 */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  door: FrontDoor,
): Promise<void> {
  const head = headOf(request);
  const answer = await judge(request, head, door).catch((): Answer => ({ status: 500, headers: {}, body: null }));
  send(response, head.method, answer);
  // What is left of a body nobody asked for must not stay in the way of what follows it.
  request.resume();
}

/** Completes the page's socket, or answers a stranger's upgrade with the stranger's page. */
export function answerUpgrade(request: IncomingMessage, socket: Duplex, rest: Buffer, door: FrontDoor): void {
  const head = headOf(request);
  const isForUs = door.guard.isForUs(head);
  const isOurs =
    isForUs &&
    head.method === 'GET' &&
    appPathOf(head.target, door) === 'socket' &&
    door.guard.isFromOurPage(head) &&
    door.guard.isSameSite(head, { allowsPerson: false });
  if (isOurs && door.bridge.accept(request, socket, rest)) return;
  sendRaw(socket, isForUs ? strangersPage(door) : misdirected);
}

async function judge(request: IncomingMessage, head: RequestHead, door: FrontDoor): Promise<Answer> {
  if (!door.guard.isForUs(head)) return misdirected;
  if (door.guard.isExchange(head)) return answerExchange(request, door);
  const path = appPathOf(head.target, door);
  if (path === null) return strangersPage(door);
  const answer = await answerApp(head, path, door);
  return { ...answer, headers: { ...door.headers, ...answer.headers } };
}

async function answerExchange(request: IncomingMessage, door: FrontDoor): Promise<Answer> {
  const text = await readShort(request);
  const claim = text === null ? null : readClaim(text);
  const grant = claim === null ? null : door.sessions.exchange(claim);
  if (grant === null) return strangersPage(door);
  const headers = { ...door.headers, 'content-type': 'application/json', connection: 'close' };
  return { status: 200, headers, body: JSON.stringify({ ...grant, nonce: door.nonce }) };
}

function strangersPage(door: FrontDoor): Answer {
  const headers = { ...door.headers, 'content-type': 'text/html; charset=utf-8', connection: 'close' };
  return { status: 200, headers, body: bootstrapPage.html };
}

/** What follows the session's own first segment (`/<43 characters>/…`); null when it is not the session's. */
function appPathOf(target: string, { sessions }: FrontDoor): string | null {
  const match = /^\/([\w-]{43})\/(.*)$/s.exec(target);
  return match?.[1] !== undefined && sessions.isAppSegment(match[1]) ? (match[2] ?? '') : null;
}

/** A body of at most `maxClaimBytes`; null when it is longer or breaks off. */
async function readShort(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      if (bytes > maxClaimBytes) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function headOf({ method = '', url = '', rawHeaders }: IncomingMessage): RequestHead {
  return { method, target: url, rawHeaders };
}
