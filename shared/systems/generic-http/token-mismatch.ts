import type { ExplainInput } from '../system.ts';

/** What a token's claims and the call or its connection disagree in. `isWeak` when services often live with it. */
export type Mismatch = { text: string; isWeak: boolean };

type Claims = Readonly<Record<string, unknown>> | null;

/** The claims name another tenant, subaccount or landscape than the connection or the address of the call. */
export function tenantMismatch(input: ExplainInput, claims: Claims): Mismatch | null {
  if (claims === null) return null;
  return subaccountMismatch(input, claims) ?? issuerMismatch(input, claims) ?? landscapeMismatch(input, claims);
}

/** XSUAA writes the subaccount into `ext_attr`, and the identity zone, which mostly is the same, into `zid`. */
function subaccountMismatch({ connection }: ExplainInput, claims: NonNullable<Claims>): Mismatch | null {
  const own = connection?.identity.subaccountId ?? null;
  const attributes = recordOf(claims.ext_attr);
  const theirs = textOf(attributes?.subaccountid) ?? textOf(claims.zid);
  if (own !== null && own !== '' && theirs !== null && own.toLowerCase() !== theirs.toLowerCase()) {
    return { text: 'the token names another subaccount than the connection’s key', isWeak: false };
  }
  const tenant = connection?.identity.tenant ?? null;
  const zone = textOf(attributes?.zdn);
  if (
    own === null &&
    tenant !== null &&
    tenant !== '' &&
    zone !== null &&
    zone.toLowerCase() !== tenant.toLowerCase()
  ) {
    return { text: `the token comes from tenant \`${zone}\`, the connection’s key from \`${tenant}\``, isWeak: false };
  }
  return null;
}

/** The token was issued elsewhere than at the connection’s token endpoint. SAP writes the endpoint itself into `iss`. */
function issuerMismatch({ connection, exchange }: ExplainInput, claims: NonNullable<Claims>): Mismatch | null {
  const credential = connection?.credential;
  if (credential?.kind !== 'oauth2-client-credentials') return null;
  const issuer = URL.parse(textOf(claims.iss) ?? '')?.host ?? null;
  const own = URL.parse(credential.tokenUrl)?.host ?? null;
  if (issuer === null || own === null || issuer === 'localhost' || plainHost(issuer) === plainHost(own)) return null;
  const text = `it was issued by \`${issuer}\`, the connection logs in at \`${own}\``;
  return { text, isWeak: !(isSapHost(issuer) && isSapHost(own)) || exchange.tokenExchangeId !== null };
}

/** A token of one landscape for a service of another: `authentication.us10.hana…` and `cfapps.eu10.hana…`. */
function landscapeMismatch({ exchange }: ExplainInput, claims: NonNullable<Claims>): Mismatch | null {
  const from = landscapeOf(URL.parse(textOf(claims.iss) ?? '')?.host ?? '');
  const to = landscapeOf(URL.parse(exchange.request.url)?.host ?? '');
  if (from === null || to === null || from === to) return null;
  return { text: `it comes from landscape \`${from}\`, the service stands in \`${to}\``, isWeak: false };
}

function landscapeOf(host: string): string | null {
  return (
    /\.(?:authentication(?:\.cert)?|cfapps)\.([a-z]{2,3}\d{2}(?:-\d{3})?)\.hana\.ondemand\.com$/i.exec(host)?.[1] ??
    null
  );
}

/** `authentication.cert.` is the same endpoint for certificates. */
function plainHost(host: string): string {
  return host.toLowerCase().replace('.authentication.cert.', '.authentication.');
}

function isSapHost(host: string): boolean {
  return /\.hana\.ondemand\.com$/i.test(host);
}

/** The audiences do not hold the service that was called. */
export function audienceMismatch(input: ExplainInput, claims: Claims): Mismatch | null {
  const audiences = listOf(claims?.aud);
  if (claims === null || audiences.length === 0) return null;
  return input.exchange.system === 'sap-workflow' ? workflowMismatch(input, audiences) : hostMismatch(input, audiences);
}

/** Tokens for the workflow service name its application (`workflow!b10150`); those of its successor any XSUAA client. */
function workflowMismatch({ connection }: ExplainInput, audiences: readonly string[]): Mismatch | null {
  const isFor = audiences.some((one) => /(?:^|[|.-])(?:workflow|xsuaa|process-automation)[\w-]*!|workflow/i.test(one));
  const own = connection?.identity.xsappname ?? '';
  const isOwn =
    own !== '' &&
    audiences.some((one) => one === own || one.endsWith(`|${own.split('|').at(-1)}`) || own.endsWith(one));
  return isFor || isOwn ? null : { text: 'none of its audiences is the workflow service', isWeak: false };
}

/** Where the audience is an address of an API, as with Microsoft's, it should be the one that is called. */
function hostMismatch({ exchange }: ExplainInput, audiences: readonly string[]): Mismatch | null {
  const called = URL.parse(exchange.request.url)?.hostname ?? '';
  const hosts = audiences.map((one) => (/^https?:/i.test(one) ? (URL.parse(one)?.hostname ?? '') : ''));
  if (called === '' || hosts.some((one) => one === '' || isSameSite(one, called))) return null;
  return { text: `its audience is \`${hosts[0]}\`, and \`${called}\` was called`, isWeak: true };
}

function isSameSite(one: string, other: string): boolean {
  return one.split('.').slice(-2).join('.') === other.split('.').slice(-2).join('.');
}

function listOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string' && one !== '').map(String);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
