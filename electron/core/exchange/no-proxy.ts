import { BlockList, isIP } from 'node:net';

/** This machine itself: `localhost`, `127.0.0.0/8`, `::1` and its IPv4-mapped forms. A proxy would mean its own self by it. */
export function isLoopback(url: URL): boolean {
  const host = plainHost(url.hostname);
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d+){3}$/.test(host);
}

/**
 * The URL is on a list in the manner of NO_PROXY, parted by commas or spaces: `*`, `example.org` and `.example.org` (the name
 * and all below it), `*.example.org`, addresses, each with a `:port` or without, and address ranges (`10.0.0.0/8`,
 * `2001:db8::/32`, as curl since 7.86 and Go read them). Addresses are compared by value, so that `::ffff:10.0.0.1` is
 * `10.0.0.1` (axios overlooked that, CVE-2026-44492). A name is never looked up: no range holds it.
 */
export function isOnNoProxyList(url: URL, list: string): boolean {
  const host = plainHost(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || isInRange(host, entry) || covers(readEntry(entry), host, port));
}

/** A range that cannot be read holds nothing. */
function isInRange(host: string, entry: string): boolean {
  const [, network = '', digits = ''] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  const address = plainHost(network);
  // A mapped network has become IPv4 by now, and the first 96 bits of its prefix with it.
  const isMapped = isIP(network) === 6 && isIP(address) === 4;
  const prefix = Number(digits) - (isMapped ? 96 : 0);
  const isIpv6 = isIP(address) === 6;
  if (isIP(network) === 0 || isIP(host) !== isIP(address) || prefix < 0 || prefix > (isIpv6 ? 128 : 32)) return false;
  const family = isIpv6 ? 'ipv6' : 'ipv4';
  const range = new BlockList();
  range.addSubnet(address, prefix, family);
  return range.check(host, family);
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
