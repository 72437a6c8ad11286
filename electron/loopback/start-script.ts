import type { AppEntry } from './app-entry.ts';

/**
 * The script the bootstrap page imports once it has a session. It lends the session to the app through a function that
 * works once and is not enumerable, puts the app's styles in place, and starts it in the same document: no navigation, so
 * the secret never has to be kept anywhere but in this memory.
 */
export function startScript({ script, styles }: AppEntry): string {
  return `
const script = ${JSON.stringify(script)};
const styles = ${JSON.stringify(styles)};
function lend(link) {
  Object.defineProperty(globalThis, 'gatewrightLink', {
    configurable: true,
    enumerable: false,
    value: () => {
      delete globalThis.gatewrightLink;
      return link;
    },
  });
}
function addStyle(href) {
  return new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.addEventListener('load', resolve);
    link.addEventListener('error', resolve);
    document.head.append(link);
  });
}
export async function start({ sessionSecret, appPath, nonce }) {
  document.title = 'Gatewright';
  document.getElementById('bare')?.remove();
  const preload = document.createElement('link');
  preload.rel = 'modulepreload';
  preload.href = appPath + '/' + script;
  document.head.append(preload);
  await Promise.all(styles.map((path) => addStyle(appPath + '/' + path)));
  lend({ sessionSecret, appPath, nonce });
  await import(appPath + '/' + script);
}
`;
}
