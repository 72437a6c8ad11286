import type { ExplainInput } from '../system.ts';
import { witnessesOf } from './witnesses.ts';

/** A call's URL, taken apart at the resource. */
type Address = {
  origin: string;
  host: string;
  /** Path before the version: `/workflow-service/rest`. */
  base: string;
  /** How many times `/v1` stands between base and resource. */
  versions: number;
  /** Resource and what follows, without the query: `workflow-instances/4711`. */
  resource: string;
  query: string;
};

/** What is wrong with an address by itself, whatever the service answers. */
export type AddressFault = { text: string; source: string };

const resources = [
  'workflow-definitions',
  'workflow-instances',
  'task-instances',
  'task-definitions',
  'forms',
  'messages',
  'jobs',
  'export',
  'purge',
  'xsrf-token',
];

const classicBase = '/workflow-service/rest';

/** The faults of the address, by what SAP prints of it and what the connection names; empty when there is none. */
export function addressFaults(input: ExplainInput): AddressFault[] {
  const address = addressOf(input.exchange.request.url);
  if (address === null) return [];
  const { base, versions, host } = address;
  const own = (text: string) => ({ text, source: 'request' });
  const faults: AddressFault[] = [];
  if (versions === 0) faults.push(own('the path has no `/v1` before the resource'));
  if (versions > 1) faults.push(own('`/v1` stands in the path twice'));
  if (/\/odata(?:\/|$)/i.test(base)) faults.push(own('the path is that of the OData inbox, `workflow_odata_url`'));
  else if (/\/workflow-deploy(?:\/|$)/i.test(base))
    faults.push(own('the path is that of deployments, `content_endpoint`'));
  else if (usualBase(host, base) !== null && usualBase(host, base) !== base) {
    faults.push(own(`the path before \`/v1\` is not \`${usualBase(host, base)}\``));
  }
  const named = namedBase(input);
  if (faults.length === 0 && named !== null && named !== `${address.origin}${base}`) {
    faults.push({ text: 'the call goes to another address than `workflow_rest_url`', source: 'connection' });
  }
  return faults;
}

/** The call's URL as it should be; null when it is so already, or when nothing tells. */
export function correctedUrl(input: ExplainInput): string | null {
  const { url } = input.exchange.request;
  const address = addressOf(url);
  if (address === null) return null;
  const corrected = `${namedBase(input) ?? answeredBase(input) ?? guessedBase(address)}/v1/${address.resource}${address.query}`;
  return corrected === url ? null : corrected;
}

/** The connection's `workflow_rest_url` as it should be; null when it is so, or when it is not what the call used. */
export function correctedVariable({ connection, exchange }: ExplainInput): string | null {
  const written = connection?.variables.workflow_rest_url?.trim().replace(/\/+$/, '');
  if (written === undefined || !exchange.request.url.startsWith(written)) return null;
  const base = cleanBase(written);
  return base === null || base === written ? null : base;
}

/** The base is known to be right: the connection or SAP names it, or something beside this call was answered there. */
export function isBaseKnown(input: ExplainInput): boolean {
  const address = addressOf(input.exchange.request.url);
  if (address === null || address.versions !== 1 || addressFaults(input).length > 0) return false;
  return namedBase(input) !== null || usualBase(address.host, address.base) === address.base || isBaseProven(input);
}

/** A call to the same base went through. */
export function isBaseProven(input: ExplainInput): boolean {
  const own = baseOf(input.exchange.request.url);
  return own !== null && answeredBases(input).includes(own);
}

/** Another base of the same host, where calls beside this one went through; null without one, and when this one's did, too. */
export function answeredBase(input: ExplainInput): string | null {
  const bases = answeredBases(input);
  const own = addressOf(input.exchange.request.url);
  return own === null || bases.includes(`${own.origin}${own.base}`) ? null : (bases.at(-1) ?? null);
}

function answeredBases(input: ExplainInput): string[] {
  return witnessesOf(input).flatMap(({ operation, status, neighbour }) => {
    const isThrough = status >= 200 && status < 300 && !/^\s*</.test(neighbour.bodyText ?? '');
    return operation !== null && isThrough ? (baseOf(neighbour.exchange.request.url) ?? []) : [];
  });
}

function baseOf(url: string): string | null {
  const address = addressOf(url);
  return address === null || address.versions !== 1 ? null : `${address.origin}${address.base}`;
}

function addressOf(url: string): Address | null {
  const parsed = URL.parse(url);
  if (parsed === null) return null;
  const segments = parsed.pathname.split('/').filter((segment) => segment !== '');
  const at = segments.findIndex((segment) => resources.includes(segment));
  if (at < 0) return null;
  const before = segments.slice(0, at);
  const kept = before.filter((segment) => segment !== 'v1');
  return {
    origin: parsed.origin,
    host: parsed.hostname,
    base: kept.map((segment) => `/${segment}`).join(''),
    versions: before.length - kept.length,
    resource: segments.slice(at).join('/'),
    query: parsed.search,
  };
}

/** The base SAP gives out for hosts of a known kind; null for any other host. */
function usualBase(host: string, base: string): string | null {
  if (/^api\.workflow-sap\./i.test(host) || /^bpmworkflowruntime/i.test(host)) return classicBase;
  if (!/^spa-api-gateway\b/i.test(host)) return null;
  return base.startsWith('/public') ? '/public/workflow/rest' : '/workflow/rest';
}

/** `workflow_rest_url` of the connection, put right; null without one. */
function namedBase({ connection }: ExplainInput): string | null {
  const written = connection?.variables.workflow_rest_url;
  return written === undefined ? null : cleanBase(written);
}

function cleanBase(written: string): string | null {
  const parsed = URL.parse(written.trim());
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
  const path = parsed.pathname
    .replace(/\/+$/, '')
    .replace(/(?:\/v1)+$/, '')
    .replace(/\/odata$/i, '/rest');
  return `${parsed.origin}${usualBase(parsed.hostname, path) ?? path}`;
}

function guessedBase({ origin, host, base }: Address): string {
  const plain = base.replace(/\/odata(?:\/tcm)?$/i, '/rest').replace(/\/workflow-deploy\/.*$/i, classicBase);
  return `${origin}${usualBase(host, plain) ?? plain}`;
}
