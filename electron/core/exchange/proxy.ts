import { basicPair } from '../auth/basic.ts';
import type { ProxyLookup } from '../ports.ts';
import type { KnownSecret } from '../redact/redactor.ts';
import { pseudonym } from '../redact/secret-tag.ts';
import type { FixedProxy, ProxyChoice } from './identity.ts';
import { NetworkFault } from './network-fault.ts';
import { isLoopback, isOnNoProxyList } from './no-proxy.ts';

/** An HTTP proxy. What it wants to be told stays apart from what may be shown. */
export type HttpProxy = {
  hostname: string;
  port: number;
  /** The way to the proxy itself is TLS. */
  isTls: boolean;
  /** `proxy.example:8080`, for people. */
  address: string;
  /** Value of `Proxy-Authorization`; null without user and password. For the proxy only. */
  authorization: string | null;
  secrets: readonly KnownSecret[];
  /** Everything that tells it from another one, secrets included. */
  key: string;
};

/** The ways to a URL, best first (null is the direct one), and why these, as a sentence. There is one at least. */
export type ProxyRoute = { ways: readonly (HttpProxy | null)[]; why: string };

/** Reads the password of the proxy of the settings. @throws Failure VAULT_LOCKED, SECRET_MISSING */
export type ReadProxyPassword = (proxy: FixedProxy) => Promise<string>;

export type ProxySources = {
  /** Null where the system is not asked. */
  proxyLookup: ProxyLookup | null;
  /** Null where the way is only shown, and nobody logs in. */
  readProxyPassword: ReadProxyPassword | null;
};

/**
 * Finds the ways to one URL. Nothing is asked of the vault for a URL that goes directly.
 * @throws NetworkFault PROXY_UNREADABLE, PROXY_UNSUPPORTED, PROXY_LOOKUP_FAILED; Failure VAULT_LOCKED, SECRET_MISSING
 */
export async function routeTo(url: URL, choice: ProxyChoice | undefined, sources: ProxySources): Promise<ProxyRoute> {
  if (choice === undefined || choice.mode === 'none') return direct('The settings say to use no proxy.');
  if (isLoopback(url)) return direct('It is this machine itself, which is never reached through a proxy.');
  if (choice.mode === 'fixed') {
    if (isOnNoProxyList(url, choice.noProxy)) return direct('It is on the list of hosts to be reached directly.');
    return { ways: [await readFixed(choice, sources)], why: 'The settings name this proxy.' };
  }
  if (sources.proxyLookup === null) return direct('No proxy of the system is known here.');
  const [first, ...others] = usableOf(await ask(sources.proxyLookup, url));
  if (first === undefined || first === null) {
    return { ways: [null, ...others], why: 'The system names no proxy for it.' };
  }
  return { ways: [first, ...others], why: 'The system names this proxy.' };
}

async function readFixed(choice: FixedProxy, { readProxyPassword }: ProxySources): Promise<HttpProxy> {
  const { url, username = '' } = choice;
  // An address that cannot be read is said before the vault is asked.
  const proxy = readProxy(url);
  if (username === '' || readProxyPassword === null) return proxy;
  return withLogin(proxy, username, await readProxyPassword(choice));
}

/**
 * What can be used of a list, in its order. The rest is passed over (PAC lists name SOCKS proxies for those who can), unless
 * nothing else is left: then its fault is the answer, as going around a proxy is not for us to decide.
 */
function usableOf(list: readonly string[]): (HttpProxy | null)[] {
  const faults: unknown[] = [];
  const usable = list.flatMap((entry): (HttpProxy | null)[] => {
    try {
      return [entry === 'direct' ? null : readProxy(entry)];
    } catch (error) {
      faults.push(error);
      return [];
    }
  });
  if (usable.length === 0 && faults.length > 0) throw faults[0];
  return usable;
}

/**
 * Reads `http://user:password@proxy:8080`; without a scheme it is an HTTP proxy.
 * @throws NetworkFault PROXY_UNREADABLE, PROXY_UNSUPPORTED
 */
export function readProxy(text: string): HttpProxy {
  const trimmed = text.trim();
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`);
  if (url === null || url.hostname === '') throw new NetworkFault('PROXY_UNREADABLE');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new NetworkFault('PROXY_UNSUPPORTED');
  const isTls = url.protocol === 'https:';
  const port = Number(url.port) || (isTls ? 443 : 80);
  const proxy: HttpProxy = {
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    isTls,
    address: `${url.hostname}:${port}`,
    authorization: null,
    secrets: [],
    key: url.href,
  };
  const user = decode(url.username);
  const password = decode(url.password);
  return user === '' && password === '' ? proxy : withLogin(proxy, user, password);
}

/** Composed to NFC, as RFC 7617, 2.1 asks. The pair is known as a secret, too: a short password is not searched for alone. */
function withLogin(proxy: HttpProxy, user: string, typed: string): HttpProxy {
  const password = typed.normalize('NFC');
  const pair = basicPair(user.normalize('NFC'), password);
  const name = pseudonym('proxy password', password);
  return {
    ...proxy,
    authorization: `Basic ${pair}`,
    secrets: password === '' ? [] : [password, pair].map((value) => ({ value, pseudonym: name })),
    key: `${proxy.key} ${pair}`,
  };
}

function direct(why: string): ProxyRoute {
  return { ways: [null], why };
}

/** Asked with the origin alone: path and query may hold what is nobody's business on the way. */
async function ask(lookup: ProxyLookup, url: URL): Promise<readonly string[]> {
  try {
    return await lookup.find(`${url.origin}/`);
  } catch {
    throw new NetworkFault('PROXY_LOOKUP_FAILED');
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
