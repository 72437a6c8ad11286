import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '#core/ports.ts';
import type { ReadBody } from './app-answers.ts';
import { readAppEntry } from './app-entry.ts';
import { bootstrapPage } from './bootstrap-page.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import type { DownloadDesk } from './desk.ts';
import { answerRequest, answerUpgrade, type FrontDoor } from './front-door.ts';
import { createGuard } from './guard.ts';
import { securityHeaders } from './respond.ts';
import { createSessions } from './session.ts';
import { type BridgedRouter, closeCodes, createSocketBridge } from './socket-bridge.ts';
import { startScript } from './start-script.ts';
import { openStaticFiles } from './static-files.ts';

export type LoopbackServerOptions = {
  clock: Clock;
  /** 0 takes a free one. */
  port: number;
  /** Folder of the built page, with Vite's manifest in it. */
  rendererDir: string;
  router: BridgedRouter;
  readBody: ReadBody;
  desk: Pick<DownloadDesk, 'take'>;
  /** Told once when somebody guessed too often. Nothing is listening any more by then. */
  onLockedOut(): void;
};

export type LoopbackServer = {
  port: number;
  /** `http://127.0.0.1:PORT/#…`: opens the app once, within `lifeMs`. */
  issueLink(lifeMs: number): string;
  /** Tells the pages, frees the port. */
  stop(): Promise<void>;
};

/** Serves the app to one browser on this machine. Throws when the page is not built or the port is taken. */
export async function startLoopbackServer(options: LoopbackServerOptions): Promise<LoopbackServer> {
  const entry = await readAppEntry(options.rendererDir);
  const files = await openStaticFiles(options.rendererDir);
  const server = createServer({ requireHostHeader: false });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;

  const stopListening = () => {
    server.close();
    options.onLockedOut();
  };
  const sessions = createSessions({ clock: options.clock, onLockedOut: stopListening });
  const bridge = createSocketBridge(options.router, sessions);
  sessions.onEnded(() => bridge.closeAll(closeCodes.openedElsewhere, 'Opened in another tab.'));

  const nonce = randomBytes(16).toString('base64url');
  const policy = contentSecurityPolicy({
    port,
    nonce,
    inlineScript: bootstrapPage.script,
    inlineStyle: bootstrapPage.style,
  });
  const door: FrontDoor = {
    guard: createGuard(port),
    sessions,
    bridge,
    nonce,
    headers: securityHeaders(policy),
    files,
    startScript: startScript(entry),
    desk: options.desk,
    readBody: options.readBody,
  };
  server.on('request', (request, response) => void answerRequest(request, response, door));
  server.on('upgrade', (request, socket, head) => answerUpgrade(request, socket, head, door));

  return {
    port,
    issueLink: (lifeMs) => `http://127.0.0.1:${port}/#${sessions.issueLink(lifeMs)}`,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await bridge.dispose();
      server.closeAllConnections();
      await closed;
    },
  };
}

// 127.0.0.1 and nothing else; there is no option to change it.
function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
