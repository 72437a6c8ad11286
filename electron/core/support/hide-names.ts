import type { LoadedExchange } from './load-choice.ts';

/** Puts stable pseudonyms in the place of names, in any text. */
export type NameHider = (text: string) => string;

export const showNames: NameHider = (text) => text;

/**
 * Hosts, tenants, users and connections by stable pseudonyms: the same name by the same one in every place, so that what is
 * compared stays comparable. What belongs to the vendor and not to the customer stays, because reports are told by it: that
 * a host is a token endpoint of a landscape, that an account is one of Google's.
 */
export function createNameHider(loaded: readonly LoadedExchange[]): NameHider {
  const names = new Map<string, string>();
  const tenants = numbered('tenant');
  const hosts = numbered('host');
  const users = numbered('user');
  const addresses = numbered('address');
  const connections = numbered('connection');
  const put = (name: string | null | undefined, pseudonym: (name: string) => string) => {
    const key = name?.trim().toLowerCase() ?? '';
    if (key.length > 1 && !names.has(key)) names.set(key, pseudonym(key));
  };
  for (const { exchange, connection } of loaded) {
    for (const tenant of tenantsOf(exchange, connection)) put(tenant, tenants);
    for (const user of usersOf(exchange, connection)) put(user, (name) => userName(name, users, hosts));
    put(connection?.name ?? exchange.connectionName, connections);
    for (const host of hostsOf(exchange, connection)) {
      put(host, (name) => hostName(name, { hosts, tenants, addresses }));
      put(parentOf(host), (name) => `${hosts(name)}.example`);
    }
  }
  return replacer(names);
}

/** `host-1`, `host-2`, … by the order in which names turn up. */
function numbered(kind: string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const pseudonym = known.get(name) ?? `${kind}-${known.size + 1}`;
    known.set(name, pseudonym);
    return pseudonym;
  };
}

type Numberings = Record<'hosts' | 'tenants' | 'addresses', (name: string) => string>;

const publicHosts =
  /^(?:localhost|127\.[\d.]+|\[?::1\]?|api\.workflow-sap\..*|spa-api-gateway[\w-]*\..*)$|(?:^|\.)(?:googleapis|google)\.com$/;

function hostName(host: string, { hosts, tenants, addresses }: Numberings): string {
  if (publicHosts.test(host)) return host;
  const [, label = '', vendor = ''] =
    /^([^.]+)(\.authentication(?:\.cert)?\.[\w-]+\.hana\.ondemand\.com)$/.exec(host) ?? [];
  if (vendor !== '') return tenants(label) + vendor;
  const landscape = /\.cfapps\.[\w-]+\.hana\.ondemand\.com$/.exec(host)?.[0];
  if (landscape !== undefined) return hosts(host) + landscape;
  // RFC 5737 and RFC 2606 keep these for documentation.
  if (/^[\d.]+$/.test(host)) return `192.0.2.${addresses(host).slice('address-'.length)}`;
  if (host.includes(':')) return `2001:db8::${addresses(host).slice('address-'.length)}`;
  return `${hosts(host)}.example`;
}

/** The domain a customer's host stands in, which other hosts, pages and certificates name, too. Null for a vendor's. */
function parentOf(host: string): string | null {
  const labels = host.split('.');
  if (labels.length < 3 || /^[\d.]+$|:/.test(host) || /\.ondemand\.com$/i.test(host) || publicHosts.test(host))
    return null;
  return labels.slice(1).join('.');
}

/** `test@developer.gserviceaccount.com` stands in the documentation, and is nobody. */
function userName(name: string, users: (name: string) => string, hosts: (name: string) => string): string {
  if (name === 'test@developer.gserviceaccount.com') return name;
  const at = name.lastIndexOf('@');
  if (at === -1) return users(name);
  const domain = name.slice(at + 1);
  return domain.endsWith('.gserviceaccount.com')
    ? `${users(name)}@${hosts(domain)}.gserviceaccount.com`
    : `${users(name)}@${hosts(domain)}.example`;
}

type Named = LoadedExchange['exchange'];
type Connected = LoadedExchange['connection'];

const tenantClaims = ['zid', 'tid', 'tenant', 'tenant_id', 'zone_id'];
const tenantAttributes = ['zdn', 'subaccountid', 'subaccount'];
const userClaims = [
  'user_name',
  'email',
  'mail',
  'given_name',
  'family_name',
  'preferred_username',
  'upn',
  'unique_name',
  'name',
];

function claimsOf(exchange: Named): Record<string, unknown>[] {
  return [exchange.token?.claims ?? {}, ...exchange.clues.jwts.map(({ claims }) => claims)];
}

function tenantsOf(exchange: Named, connection: Connected): string[] {
  const claims = claimsOf(exchange);
  const attributes = claims.map(({ ext_attr: extra }) =>
    typeof extra === 'object' && extra !== null ? { ...extra } : {},
  );
  return texts([
    connection?.identity.tenant,
    connection?.identity.subaccountId,
    ...claims.flatMap((one) => tenantClaims.map((name) => one[name])),
    ...attributes.flatMap((one: Record<string, unknown>) => tenantAttributes.map((name) => one[name])),
  ]);
}

function usersOf(exchange: Named, connection: Connected): string[] {
  const mails = claimsOf(exchange).flatMap(({ iss, sub }) =>
    texts([iss, sub]).filter((text) => /^[^@\s/]+@[^@\s/]+$/.test(text)),
  );
  const credential = connection?.credential;
  return texts([
    ...mails,
    credential?.kind === 'basic' ? credential.username : null,
    // Of a token call it is the client's id, and not a person.
    exchange.kind === 'call' ? exchange.clues.authorization?.username : null,
    ...claimsOf(exchange).flatMap((one) => userClaims.map((name) => one[name])),
  ]);
}

function hostsOf(exchange: Named, connection: Connected): string[] {
  const { request, hops, response, peer } = exchange;
  const credential: { tokenUrl?: string } =
    connection?.credential !== undefined && 'tokenUrl' in connection.credential ? connection.credential : {};
  const headers = [...request.headers, ...(response?.headers ?? [])].map(({ name, value }) =>
    /^host$/i.test(name) ? `https://${value}` : value,
  );
  const claims = claimsOf(exchange).flatMap(({ iss, aud }) => texts([iss, aud].flat()));
  const places = [request.url, ...hops.flatMap(({ url, location }) => [url, location]), ...headers, ...claims];
  const urls = [...places, credential.tokenUrl ?? '', ...Object.values(connection?.variables ?? {})];
  const named = urls.map((url) => (/^[a-z][\w+.-]*:\/\//i.test(url) ? (URL.parse(url)?.hostname ?? '') : ''));
  return [...named, peer?.address ?? '', peer?.proxy?.replace(/:\d+$/, '') ?? ''].filter((host) => host !== '');
}

function texts(values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === 'string' && value !== '') as string[];
}

/** One pass over a text, the longest name first, whole words only. */
function replacer(names: ReadonlyMap<string, string>): NameHider {
  const hidden = [...names].filter(([name, pseudonym]) => name !== pseudonym).map(([name]) => name);
  if (hidden.length === 0) return showNames;
  const escaped = hidden
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\d_-])(?:${escaped.join('|')})(?![\\p{L}\\d_-])`, 'giu');
  return (text) => text.replaceAll(pattern, (name) => names.get(name.toLowerCase()) ?? name);
}
