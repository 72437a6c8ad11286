import { RPCLink } from '@orpc/client/message-port';
import { guardCalls } from './guard-calls.ts';
import type { CoreLink } from './link.ts';

const portDeadlineMs = 15_000;

/** Waits for the port that the preload script posts to this window, and speaks to the core over it. */
export async function openPortLink(): Promise<CoreLink> {
  const port = await receivePort();
  const closed = new Promise<void>((resolve) => {
    port.addEventListener('close', () => resolve(), { once: true });
  });
  const calls = new RPCLink({ port, interceptors: [guardCalls(closed)] });
  port.start();
  const baseUrl = new URL('./', location.href).href;
  return { calls, baseUrl, headers: {}, styleNonce: metaNonce(), hasOwnWindow: true, closed };
}

function receivePort(): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('No core answered.')), portDeadlineMs);
    window.addEventListener('message', function onMessage(event: MessageEvent<unknown>) {
      const [port] = event.ports;
      if (event.source !== window || port === undefined || !isPortMessage(event.data)) return;
      window.removeEventListener('message', onMessage);
      clearTimeout(timer);
      resolve(port);
    });
  });
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'gatewright:port';
}

function metaNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}
