import { isIP } from 'node:net';

/** This machine itself: `localhost`, `127.0.0.0/8`, `::1` and its IPv4-mapped forms. A proxy would mean its own self by it. */
export function isLoopback(url: URL): boolean {
  const host = plainHost(url.hostname);
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d+){3}$/.test(host);
}

/**
 * The URL is on a list in the manner of NO_PROXY, parted by commas or spaces: `*`, `example.org` and `.example.org` (the name
 * and all below it), `*.example.org`, addresses, each with a `:port` or without. Addresses are compared by value, so that
 * `::ffff:10.0.0.1` is `10.0.0.1` (axios overlooked that, CVE-2026-44492). Address ranges are not read.
 */
export function isOnNoProxyList(url: URL, list: string): boolean {
  const host = plainHost(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || covers(readEntry(entry), host, port));
}

type Entry = { host: string; port: string | null };

function covers(entry: Entry, host: string, port: string): boolean {
  if (entry.host === '' || (entry.port !== null && entry.port !== port)) return false;
  return host === entry.host || (isIP(entry.host) === 0 && isIP(host) === 0 && host.endsWith(`.${entry.host}`));
}

function readEntry(entry: string): Entry {
  const isBareIpv6 = isIP(entry) === 6;
  const port = isBareIpv6 ? null : (/:(\d+)$/.exec(entry)?.[1] ?? null);
  const host = port === null ? entry : entry.slice(0, -port.length - 1);
  return { host: plainHost(host.replace(/^\*?\./, '')), port };
}

/** Lower case, no brackets, no dot at the end; an address in its one canonical form, a mapped one as IPv4. */
function plainHost(host: string): string {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(bare) === 6) return fromMapped(URL.parse(`http://[${bare}]`)?.hostname.slice(1, -1) ?? bare);
  return (URL.parse(`http://${bare}`)?.hostname ?? bare).replace(/\.$/, '');
}

/** `::ffff:a00:1` → `10.0.0.1` */
function fromMapped(address: string): string {
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(address) ?? [];
  if (high === undefined || low === undefined) return address;
  const bits = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.');
}
