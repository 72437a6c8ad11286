import { ipcRenderer } from 'electron';

// This zone has no DOM types, and the preload script needs three things of it.
declare const window: {
  addEventListener(type: 'load', listener: () => void, options: { once: true }): void;
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};
declare const document: { readonly readyState: string };
declare const location: { readonly origin: string };

// The context bridge cannot carry a port, so it is passed on by message to this window's own origin, once the page's
// first script has had its chance to listen. Nothing is exposed to the page: the port is all it gets.
ipcRenderer.once('gatewright:link', ({ ports }) => {
  const hand = () => window.postMessage({ type: 'gatewright:port' }, location.origin, ports);
  if (document.readyState === 'complete') hand();
  else window.addEventListener('load', hand, { once: true });
});
ipcRenderer.send('gatewright:link');
