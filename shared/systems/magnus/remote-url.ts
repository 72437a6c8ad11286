/** The path ends in `/remote`, once. */
export function isRemoteUrl(url: string): boolean {
  const path = pathOf(url);
  return /\/remote\/?$/.test(path) && !/\/remote\/+remote\/?$/.test(path) && !path.includes('//');
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? /^[^?#]*/.exec(url)?.[0] ?? '';
}

/** The address of the Remote API as it is probably meant; null when the URL cannot be read, or is right already. */
export function remoteUrlFor(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || isRemoteUrl(url)) return null;
  const path = parsed.pathname.replace(/\/{2,}/g, '/');
  const kept = /^(.*?)\/remote(?:\/|$)/i.exec(path)?.[1];
  return `${parsed.origin}${kept ?? ''}/remote`;
}
