import type { ProxyLookup } from '../ports.ts';
import type { KnownSecret } from '../redact/redactor.ts';
import { pseudonym } from '../redact/secret-tag.ts';
import type { ProxyChoice } from './identity.ts';
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
  href: string;
};

/** The way to a URL, and why it is this one, as a sentence. */
export type ProxyRoute = { proxy: HttpProxy | null; why: string };

/**
 * Finds the proxy for one URL.
 * @throws NetworkFault PROXY_UNREADABLE, PROXY_UNSUPPORTED, PROXY_LOOKUP_FAILED
 */
export async function routeTo(
  url: URL,
  choice: ProxyChoice | undefined,
  lookup: ProxyLookup | null,
): Promise<ProxyRoute> {
  if (choice === undefined || choice.mode === 'none') return direct('The settings say to use no proxy.');
  if (isLoopback(url)) return direct('It is this machine itself, which is never reached through a proxy.');
  if (choice.mode === 'fixed') {
    if (isOnNoProxyList(url, choice.noProxy)) return direct('It is on the list of hosts to be reached directly.');
    return { proxy: readProxy(choice.url), why: 'The settings name this proxy.' };
  }
  if (lookup === null) return direct('No proxy of the system is known here.');
  const found = await ask(lookup, url);
  return found === null
    ? direct('The system names no proxy for it.')
    : { proxy: readProxy(found), why: 'The system names this proxy.' };
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
  const user = decode(url.username);
  const password = decode(url.password);
  const hasLogin = user !== '' || password !== '';
  return {
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    isTls,
    address: `${url.hostname}:${port}`,
    authorization: hasLogin ? `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` : null,
    secrets: password === '' ? [] : [{ value: password, pseudonym: pseudonym('proxy password', password) }],
    href: url.href,
  };
}

function direct(why: string): ProxyRoute {
  return { proxy: null, why };
}

/** Asked with the origin alone: path and query may hold what is nobody's business on the way. */
async function ask(lookup: ProxyLookup, url: URL): Promise<string | null> {
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
