import { RPCHandler } from '@orpc/server/message-port';
import { type IpcMainEvent, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import type { CoreRouter } from '#core/router.ts';
import { appOrigin } from './app-origin.ts';

/** The only channel there is. The preload script asks on it, and the port comes back on it. */
export const linkChannel = 'gatewright:link';

/**
 * Hands the window its one line to the core. Each document gets one port, and only the app's own main frame: whoever
 * else asks, or asks again, gets no answer. The port is closed when its document or its window goes, because the
 * handler keeps its listeners as long as the port lives.
 */
export function bridgePorts(contents: WebContents, router: CoreRouter): void {
  const handler = new RPCHandler(router);
  let hasAsked = false;
  let port: MessagePortMain | null = null;

  const closePort = () => {
    port?.close();
    port = null;
    hasAsked = false;
  };

  contents.ipc.on(linkChannel, (event) => {
    if (hasAsked || !isOurPage(event, contents)) return;
    hasAsked = true;
    const { port1, port2 } = new MessageChannelMain();
    port = port1;
    handler.upgrade(port1);
    port1.start();
    event.senderFrame?.postMessage(linkChannel, null, [port2]);
  });
  // Not `did-start-navigation`: that fires for a refused navigation too, and would cut the line of a page that stays.
  contents.on('did-navigate', closePort);
  contents.on('render-process-gone', closePort);
  contents.on('destroyed', closePort);
}

/** True for the main frame of these contents while it shows a document of our own origin. */
export function isOurPage(event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>, contents: WebContents): boolean {
  const frame = event.senderFrame;
  return frame !== null && event.sender === contents && frame === contents.mainFrame && frame.origin === appOrigin;
}
