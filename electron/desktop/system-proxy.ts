import type { Session } from 'electron';
import type { ProxyLookup } from '#core/ports.ts';

/** The proxy of the system, PAC files included, as Chromium finds it. Asked of a session, which answers for this machine. */
export function createSystemProxy(session: Pick<Session, 'resolveProxy'>): ProxyLookup {
  return { find: async (url) => readProxyList(await session.resolveProxy(url)) };
}

const schemes: ReadonlyMap<string, string> = new Map([
  ['PROXY', 'http'],
  ['HTTP', 'http'],
  ['HTTPS', 'https'],
  ['SOCKS', 'socks4'],
  ['SOCKS4', 'socks4'],
  ['SOCKS5', 'socks5'],
]);

/**
 * Reads what PAC gives: `PROXY proxy:8080; HTTPS secure:443; DIRECT`, best first, as addresses in the same order. SOCKS proxies
 * are named like the others: what cannot be used is for the core to say.
 */
export function readProxyList(list: string): string[] {
  return list
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(readEntry);
}

function readEntry(entry: string): string {
  const [kind = '', address = ''] = entry.split(/\s+/);
  if (kind.toUpperCase() === 'DIRECT') return 'direct';
  return `${schemes.get(kind.toUpperCase()) ?? kind.toLowerCase()}://${address}`;
}
