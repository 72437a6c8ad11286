import { isOnNoProxyList } from '#core/exchange/no-proxy.ts';
import type { ProxyLookup } from '#core/ports.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy the environment names: `HTTPS_PROXY` or `HTTP_PROXY` by the scheme of the call, else `ALL_PROXY`, unless `NO_PROXY`
 * lists the host. The lower-case name comes first, as in curl; on a server that answers others, `HTTP_PROXY` could be set by a
 * header of theirs (httpoxy), but nothing here runs as CGI.
 */
export function createEnvironmentProxy(env: Environment): ProxyLookup {
  return {
    async find(address) {
      const url = new URL(address);
      const scheme = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
      const proxy = read(env, scheme) ?? read(env, 'all_proxy');
      if (proxy === null || isOnNoProxyList(url, read(env, 'no_proxy') ?? '')) return [];
      return [proxy];
    },
  };
}

/** Null when it is not set, or set to nothing. */
function read(env: Environment, name: string): string | null {
  return [env[name], env[name.toUpperCase()]].map((value) => value?.trim()).find(Boolean) ?? null;
}
