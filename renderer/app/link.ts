import type { ClientContext, ClientLink } from '@orpc/client';
import { openPortLink } from './port-link.ts';
import { openSocketLink } from './socket-link.ts';

/** The line to the core, whichever host lent it. */
export type CoreLink = {
  calls: ClientLink<ClientContext>;
  /** Address that `bodies/…` and downloads hang on; ends in `/`. */
  baseUrl: string;
  /** What the host wants to see on every fetch; the session secret on loopback, nothing on desktop. */
  headers: Readonly<Record<string, string>>;
  /** Nonce every `<style>` element needs under the content security policy; empty where there is none. */
  styleNonce: string;
  /** The window is ours alone: Ctrl+N and Ctrl+1 reach us. A browser keeps those keys for itself. */
  hasOwnWindow: boolean;
  /** Resolves once the core is gone. Never rejects. */
  closed: Promise<void>;
};

/** What the loopback host's bootstrap page lends the app, once. */
export type LoopbackLink = { sessionSecret: string; appPath: string; nonce: string };

declare global {
  var gatewrightLink: (() => LoopbackLink) | undefined;
}

/** A call was made, or was under way, while the core was no longer there. */
export class LinkClosed extends Error {
  override readonly name = 'LinkClosed';
  constructor() {
    super('The core went away.');
  }
}

/**
 * Opens the link of the host that is there: the loopback host's socket where its bootstrap page lends one, else the
 * desktop's message port. Call it while the page's first script runs: the desktop posts its port when the page has loaded.
 */
export function openLink(): Promise<CoreLink> {
  const lend = globalThis.gatewrightLink;
  if (lend === undefined) return openPortLink();
  const lent = lend();
  Reflect.deleteProperty(globalThis, 'gatewrightLink');
  return Promise.resolve(openSocketLink(lent));
}
