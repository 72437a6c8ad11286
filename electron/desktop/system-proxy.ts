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
 * Reads what PAC gives: `PROXY proxy:8080; HTTPS secure:443; DIRECT`, best first. The first that can be used is taken. Where there
 * is only a SOCKS proxy, that one is named, so that the core can say why it goes no further instead of going around it.
 */
export function readProxyList(list: string): string | null {
  const entries = list
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(readEntry);
  const usable = entries.find((entry) => entry === null || !entry.startsWith('socks'));
  return usable === undefined ? (entries[0] ?? null) : usable;
}

function readEntry(entry: string): string | null {
  const [kind = '', address = ''] = entry.split(/\s+/);
  const scheme = schemes.get(kind.toUpperCase());
  if (kind.toUpperCase() === 'DIRECT') return null;
  return `${scheme ?? kind.toLowerCase()}://${address}`;
}
