import type { Exchange, ExchangeResponse } from '../model/exchange.ts';
import type { GateReport } from '../model/gate-report.ts';
import type { OpenedExchange } from '../model/support-bundle.ts';
import type { SystemId } from '../model/system-id.ts';
import { isTokenCall, recogniseSystem } from '../systems/recognise.ts';
import type { Neighbour } from '../systems/system.ts';
import { systemOf } from '../systems/systems.ts';
import { readClues } from '../text/clues.ts';
import { findHeader } from '../text/headers.ts';
import { decodeJwt } from '../text/jwt.ts';
import { mapTexts } from '../text/map-texts.ts';
import { statusText } from '../text/status-text.ts';
import { carriedToken, type TokenAnswer, tokenAnswer, tokenStateOf } from './carried-token.ts';
import { type FileRedactor, redactorOfFile, type Secrecy } from './file-secrets.ts';
import type { ImportedExchange, ImportedResponse } from './imported-exchange.ts';

export type ToExchangesOptions = {
  /** Epoch ms: the clock, and the time of calls of which nothing tells when they were made. */
  now: number;
  secrecy: Secrecy;
  /** Ids are this and a number, counted from 1; `opened-` when not given. */
  idPrefix?: string;
  /** Told of a fault in a rule, which costs its exchange the report and nothing else. */
  onFault?(error: unknown): void;
};

/** A call of the file, its raw texts still beside what is known of it. */
type Read = {
  call: ImportedExchange;
  id: string;
  startedAt: number;
  isToken: boolean;
  system: SystemId;
  carried: string | null;
  answer: TokenAnswer | null;
  /** Position of the token call whose answer this call carries; null without one. */
  source: number | null;
  /** The same when that call was made for this very one; null when its token had served before, or had waited. */
  tokenCall: number | null;
};

type Unjudged = { exchange: Omit<Exchange, 'report'>; bodyText: string | null };

/**
 * Makes exchanges of what a file tells: clues and tokens are read, calls of token endpoints are tied to the calls they were
 * made for, every secret is replaced by a stable pseudonym, and each exchange is judged with the others as witnesses.
 */
export function toExchanges(imported: readonly ImportedExchange[], options: ToExchangesOptions): OpenedExchange[] {
  const reads = tied(imported.map((call, at) => readOne(call, at, options)));
  const redactor = redactorOfFile(reads.map(bearerOf), options.secrecy);
  const unjudged = reads.map((read) => describe(read, reads, redactor, options));
  const byHost = groupByHost(unjudged);
  return unjudged.map((one, at) => ({
    bodyText: one.bodyText,
    exchange: { ...one.exchange, connectionId: null, report: judge(one, at, { reads, unjudged, byHost }, options) },
  }));
}

function readOne(call: ImportedExchange, at: number, { now, idPrefix = 'opened-' }: ToExchangesOptions): Read {
  const traffic = trafficOf(call);
  const date = Date.parse(findHeader(call.response?.headers ?? [], 'date') ?? '');
  return {
    call,
    id: `${idPrefix}${at + 1}`,
    startedAt: call.startedAt ?? (Number.isNaN(date) ? now : date),
    isToken: call.record === null ? isTokenCall(traffic) : call.record.kind === 'token',
    system: call.record?.system ?? recogniseSystem(traffic),
    carried: carriedToken(call),
    answer: null,
    source: call.record?.tokenCall ?? null,
    tokenCall: call.record?.tokenCall ?? null,
  };
}

function trafficOf({ method, url, headers, body, response }: ImportedExchange) {
  const responseHeaders = response?.headers ?? [];
  return { method, url, headers, bodyText: body, responseHeaders, responseBodyText: response?.body ?? null };
}

/** A token that waited longer for its first call may have been fetched for anything. */
const forThisCallMs = 60_000;

/** Ties calls to the token calls that served them, and token calls to the system of the calls they served. */
function tied(reads: readonly Read[]): Read[] {
  const answered = reads.map((read) => ({ ...read, answer: read.isToken ? tokenAnswer(read.call) : null }));
  const sources = new Map<string, number>();
  const served = new Set<number>();
  const withCalls = answered.map((read, at) => {
    if (read.answer !== null) sources.set(read.answer.value, at);
    const source = read.isToken || read.carried === null ? undefined : sources.get(read.carried);
    if (source === undefined) return read;
    const isFirst = !served.has(source) && read.startedAt - (answered[source]?.startedAt ?? 0) <= forThisCallMs;
    served.add(source);
    return { ...read, source, tokenCall: read.tokenCall ?? (isFirst ? source : null) };
  });
  return withCalls.map((read, at) => {
    if (!read.isToken || read.system !== 'generic-http') return read;
    const origin = URL.parse(read.call.url)?.host;
    const servedCall = withCalls.find(
      (one) =>
        !one.isToken &&
        one.system !== 'generic-http' &&
        (one.source === at || (origin !== undefined && issuerHost(one) === origin)),
    );
    return { ...read, system: servedCall?.system ?? read.system };
  });
}

function issuerHost({ carried }: Read): string | undefined {
  const issuer = carried === null ? undefined : decodeJwt(carried)?.claims.iss;
  return typeof issuer === 'string' ? URL.parse(issuer)?.host : undefined;
}

function bearerOf({ call, isToken }: Read) {
  const { url, headers, body, response } = call;
  const responseBody = response?.body ?? null;
  return { url, headers, body, responseHeaders: response?.headers ?? [], responseBody, isTokenCall: isToken };
}

const recordedBody = 256 * 1024;
const shownBody = 64 * 1024;

function describe(read: Read, reads: readonly Read[], redactor: FileRedactor, options: ToExchangesOptions): Unjudged {
  const { call, isToken, system, tokenCall } = read;
  const { response, record } = call;
  const operation = isToken ? null : systemOf(system).findOperation(call.method, call.url, call.body);
  const clean = <T>(value: T): T => mapTexts(value, redactor.text) as T;
  const exchange: Omit<Exchange, 'report'> = {
    id: read.id,
    kind: isToken ? 'token' : 'call',
    name: clean(call.name ?? operation?.name ?? (isToken ? 'Get token' : `${call.method} ${pathOf(call.url)}`)),
    system,
    // The sender's connection is not one of ours; it is named while judging only.
    connectionId: record?.connection?.id ?? null,
    connectionName: record?.connection?.name ?? null,
    isPractice: false,
    operationId: record === null ? (operation?.id ?? null) : record.operationId,
    startedAt: read.startedAt,
    request: {
      method: call.method,
      url: redactor.text(withoutLogin(call.url)),
      headers: redactor.headers(call.headers, isToken),
      body: call.body === null ? null : redactor.text(call.body).slice(0, recordedBody),
      bodyBytes: call.bodyBytes,
    },
    hops: clean(call.hops),
    response: response && describeResponse(response, isToken, redactor),
    failure: clean(call.failure),
    timings: call.timings,
    peer: clean(call.peer),
    token: clean(record === null ? tokenOf(read, reads, options) : record.token),
    tokenExchangeId: tokenCall === null ? null : (reads[tokenCall]?.id ?? null),
    resendOf: record?.resendOf == null ? null : (reads[record.resendOf]?.id ?? null),
    notes: clean(call.notes),
    clues: clean(record === null ? readClues(call) : record.clues),
    ...(call.doubts.length === 0 ? {} : { doubts: call.doubts }),
    probeOf: probeOf(read, reads),
  };
  const bodyText = response?.body == null ? null : redactor.text(response.body).slice(0, shownBody);
  return { exchange, bodyText };
}

function describeResponse(
  { status, statusText: phrase, headers, bodyBytes, isComplete }: ImportedResponse,
  isToken: boolean,
  redactor: FileRedactor,
): ExchangeResponse {
  const lines = redactor.headers(headers, isToken);
  return {
    status,
    statusText: redactor.text(phrase) || statusText(status),
    headers: lines,
    contentType: findHeader(lines, 'content-type'),
    bodyBytes,
    isComplete,
  };
}

function probeOf({ call }: Read, reads: readonly Read[]): Exchange['probeOf'] {
  const probe = call.record?.probeOf;
  const exchangeId = probe == null ? undefined : reads[probe.entry]?.id;
  return probe == null || exchangeId === undefined ? null : { exchangeId, probe: probe.probe };
}

/** What the call carried; of a token call, the token it brought. */
function tokenOf(read: Read, reads: readonly Read[], { secrecy }: ToExchangesOptions): Exchange['token'] {
  const source = read.isToken ? read : read.source === null ? null : (reads[read.source] ?? null);
  const value = read.isToken ? (read.answer?.value ?? null) : read.carried;
  if (value === null) return null;
  const fetchedAt = source === null ? null : source.startedAt + source.call.timings.totalMs;
  return tokenStateOf(value, { system: read.system, fetchedAt, answer: source?.answer ?? null, secrecy });
}

type Group = { reads: readonly Read[]; unjudged: readonly Unjudged[]; byHost: ReadonlyMap<string, readonly number[]> };

/** More witnesses than this, nearest in the file, tell nothing more. */
const mostNeighbours = 12;

function judge({ exchange, bodyText }: Unjudged, at: number, group: Group, options: ToExchangesOptions): GateReport {
  const { reads, unjudged, byHost } = group;
  const read = reads[at] as Read;
  const tokenCall = read.tokenCall === null ? null : (unjudged[read.tokenCall] ?? null);
  const logins = reads.flatMap((one, place) => (one.isToken && one.system === exchange.system ? [place] : []));
  const near = [...new Set([...(byHost.get(hostOf(exchange.request.url)) ?? []), ...logins])]
    .filter((one) => one !== at && one !== read.tokenCall)
    .toSorted((a, b) => Math.abs(a - at) - Math.abs(b - at))
    .slice(0, mostNeighbours)
    .toSorted((a, b) => a - b);
  try {
    return systemOf(exchange.system).explain({
      exchange,
      tokenExchange: tokenCall?.exchange ?? null,
      bodyText,
      tokenBodyText: tokenCall?.bodyText ?? null,
      connection: read.call.record?.connection ?? null,
      neighbours: near.map((one) => unjudged[one] as Neighbour).toSorted(byTime),
      now: options.now,
    });
  } catch (error) {
    options.onFault?.(error);
    return { gates: [], stoppedAt: null, findings: [], probes: [] };
  }
}

function byTime(a: Neighbour, b: Neighbour): number {
  return a.exchange.startedAt - b.exchange.startedAt;
}

function groupByHost(unjudged: readonly Unjudged[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [at, { exchange }] of unjudged.entries()) {
    const host = hostOf(exchange.request.url);
    groups.set(host, [...(groups.get(host) ?? []), at]);
  }
  return groups;
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? '/';
}

/** User and password of an address travel as Basic, and are not part of it. */
function withoutLogin(url: string): string {
  return url.replace(/^([a-z][\w+.-]*:\/\/)[^/?#@\s]*@/i, '$1');
}
