export type SessionCookie = {
  name: string;
  value: string;
  origin: string;
  path: string;
  /** Epoch ms; null lives as long as the session. In the past it takes the cookie away. */
  expiresAt: number | null;
};

const mostBytes = 4096;

/**
 * Reads one `Set-Cookie` (RFC 6265, 5.2) for the host that sent it and no other: `Domain` cannot widen it. Null for one that
 * cannot be read, is too large, is meant for another host, or breaks what its own name promises (`__Host-`, `__Secure-`).
 */
export function readSetCookie(line: string, url: URL, now: number): SessionCookie | null {
  if (line.length > mostBytes || /[^\t\x20-\x7e\x80-\xff]/.test(line)) return null;
  const [pair = '', ...attributes] = line.split(';');
  const equals = pair.indexOf('=');
  const name = pair.slice(0, equals).trim();
  if (equals === -1 || name === '') return null;
  const named = readAttributes(attributes);
  const domain = named.get('domain')?.replace(/^\./, '').toLowerCase() ?? '';
  if (domain !== '' && url.hostname !== domain && !url.hostname.endsWith(`.${domain}`)) return null;
  const isSecure = url.protocol === 'https:' && named.has('secure');
  if (named.has('secure') && !isSecure) return null;
  const hasPromise = /^__(?:host|secure)-/i.test(name);
  const isHostPromise = /^__host-/i.test(name) && (domain !== '' || named.get('path') !== '/');
  if (hasPromise && (!isSecure || isHostPromise)) return null;
  return {
    name,
    value: pair.slice(equals + 1).trim(),
    origin: url.origin,
    path: pathOf(named.get('path'), url),
    expiresAt: endOf(named, now),
  };
}

function readAttributes(attributes: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    attributes.map((attribute) => {
      const [name = '', ...rest] = attribute.split('=');
      return [name.trim().toLowerCase(), rest.join('=').trim()];
    }),
  );
}

/** RFC 6265, 5.1.4: without a path, the folder of what was asked for. */
function pathOf(path: string | undefined, { pathname }: URL): string {
  if (path?.startsWith('/')) return path;
  const folder = pathname.slice(0, pathname.lastIndexOf('/'));
  return folder === '' ? '/' : folder;
}

/** `Max-Age` counts before `Expires` (5.3, step 3). */
function endOf(attributes: ReadonlyMap<string, string>, now: number): number | null {
  const maxAge = attributes.get('max-age') ?? '';
  if (/^-?\d+$/.test(maxAge)) return now + Number(maxAge) * 1000;
  const expires = Date.parse(attributes.get('expires') ?? '');
  return Number.isNaN(expires) ? null : expires;
}
