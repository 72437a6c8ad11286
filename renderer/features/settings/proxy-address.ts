/** What is wrong with the address of a proxy, as it is typed; null for nothing. Never repeats it: it may hold a password. */
export function proxyAddressFault(text: string): string | null {
  if (text.trim() === '') return 'Give the address of the proxy, such as http://proxy.example:8080.';
  const url = URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    return 'An address begins with http:// or https:// and names a host.';
  }
  return /^\/?$/.test(url.pathname) && url.search === ''
    ? null
    : 'A proxy has a host and a port, and nothing behind them.';
}

export type ProxyAddressParts = { address: string; username: string; password: string };

/**
 * Takes the login out of `http://user:password@proxy.example:8080`, as administrators hand it out, with or without the scheme.
 * Null for an address without a login.
 */
export function splitProxyAddress(text: string): ProxyAddressParts | null {
  const trimmed = text.trim();
  const url = URL.parse(trimmed.includes('://') ? trimmed : `http://${trimmed}`);
  if (url === null || !/^https?:$/.test(url.protocol) || (url.username === '' && url.password === '')) return null;
  const behind = `${url.pathname === '/' ? '' : url.pathname}${url.search}`;
  return {
    address: `${url.origin}${behind}`,
    username: decode(url.username),
    password: decode(url.password),
  };
}

/** A `%` that stands for itself leaves the text as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
