import { connect } from 'node:net';

export type Endpoint = { host: string; port: number };

/**
 * Whom the installer of Electron will speak to first: the mirror it was told of, or GitHub; the proxy, where it was told
 * to use one.
 */
export function downloadHostOf(env: Readonly<Record<string, string | undefined>>): Endpoint {
  const proxy = env.ELECTRON_GET_USE_PROXY ? (env.HTTPS_PROXY ?? env.https_proxy) : undefined;
  const mirror = env.npm_config_electron_mirror ?? env.ELECTRON_MIRROR;
  const url = URL.parse(proxy ?? mirror ?? '') ?? new URL('https://github.com/');
  return { host: url.hostname, port: Number(url.port) || (url.protocol === 'http:' ? 80 : 443) };
}

/** Whether a connection to it can be opened within `limitMs`, name lookup included. */
export function canReach({ host, port }: Endpoint, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (isReached: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(isReached);
    };
    const timer = setTimeout(() => settle(false), limitMs);
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
