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
