import type { Connection } from '#shared/model/connection.ts';
import type { NetworkPhase } from '#shared/model/exchange.ts';
import type { Evidence } from '#shared/model/gate-report.ts';
import { type ConnectionRecord, newRecord } from '../exchange/connection-record.ts';
import { explainNetwork } from '../exchange/explain-network.ts';
import type { ClientCertificate, ProxyChoice } from '../exchange/identity.ts';
import type { Leash } from '../exchange/leash.ts';
import { faultOfLeash } from '../exchange/network-fault.ts';
import { isLoopback } from '../exchange/no-proxy.ts';
import type { Place } from '../exchange/open-connection.ts';
import { type HttpProxy, type ProxyRoute, routeTo } from '../exchange/proxy.ts';
import { withinLeash } from '../exchange/transmit.ts';
import type { TrustStore } from '../exchange/trust.ts';
import type { Clock, ProxyLookup } from '../ports.ts';
import { describeChain, evidenceOfTls } from './describe-chain.ts';
import { isAddress, lookUp } from './look-up.ts';
import { type Attempt, type ProbeResult, probe } from './probe.ts';
import type { ReportBook, StepFacts, StepId } from './steps.ts';
import { troubleOfNetwork } from './trouble.ts';

export type WayDependencies = {
  clock: Clock;
  trustStore: TrustStore;
  proxyLookup: ProxyLookup | null;
};

export type Journey = {
  url: URL;
  connection: Connection;
  choice: ProxyChoice;
  clientCertificate: ClientCertificate | null;
  leash: Leash;
  book: ReportBook;
};

/** Lookup, connection, proxy and TLS, as far as they go. Writes nothing to the host. */
export async function walkTheWay(journey: Journey, deps: WayDependencies): Promise<void> {
  const { url, book, leash, choice, connection } = journey;
  if (leash.ended !== null) {
    return fail(journey, deps, { step: 'lookup', phase: 'lookup', error: faultOfLeash(leash.ended) });
  }
  let route: ProxyRoute;
  try {
    route = await withinLeash(routeTo(url, choice, deps.proxyLookup), leash);
  } catch (error) {
    return fail(journey, deps, { step: 'proxy', phase: 'proxy', error });
  }
  await lookUpName(journey, deps, route.proxy);
  if (book.hasFailed()) return;
  const result = await probe(placeOf(url), { ...journey, ...deps, trust: connection.trust, proxy: route.proxy });
  writeDown(journey, deps, route, result);
}

function placeOf({ hostname, port, protocol }: URL): Place {
  const isTls = protocol === 'https:';
  return { hostname: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (isTls ? 443 : 80), isTls };
}

async function lookUpName(journey: Journey, deps: WayDependencies, proxy: HttpProxy | null): Promise<void> {
  const { url, book, leash } = journey;
  const name = (proxy ?? placeOf(url)).hostname;
  if (isAddress(name)) {
    const words = proxy === null ? `\`${name}\` is an address.` : `The proxy is given by its address, \`${name}\`.`;
    return book.skipped('lookup', `${words} There is nothing to look up.`);
  }
  const whose = proxy === null ? [] : [{ text: `of the proxy \`${name}\`, which looks up the host`, source: 'proxy' }];
  const startedAt = deps.clock.now();
  try {
    const evidence = [...whose, ...(await withinLeash(lookUp(name), leash))];
    book.passed('lookup', { tookMs: deps.clock.now() - startedAt, evidence });
  } catch (error) {
    const record = newRecord('lookup', proxy?.address ?? null);
    const facts = { tookMs: deps.clock.now() - startedAt, evidence: whose };
    fail(journey, deps, { step: 'lookup', phase: 'lookup', error, facts, record });
  }
}

/** The steps of an attempt: those it took, and the one at which it ended. */
function writeDown(journey: Journey, deps: WayDependencies, route: ProxyRoute, result: ProbeResult): void {
  const { book, url } = journey;
  const { record, error } = result;
  const { phase } = record;
  const stop = error === null ? null : stepOf(phase);
  const isPast = (step: StepId) => record.connectMs !== null && stop !== step;
  if (isPast('connect')) book.passed('connect', connectFacts(result));
  if (isPast('connect') && route.proxy === null) book.skipped('proxy', `No proxy. ${route.why}`);
  if (isPast('connect') && isPast('proxy') && route.proxy !== null) book.passed('proxy', proxyFacts(route, result));
  if (stop === null && url.protocol === 'http:') book.skipped('tls', withoutTls(url));
  if (stop === null && url.protocol === 'https:') book.passed('tls', tlsFacts(journey, deps, result));
  if (stop === null) return;
  const facts =
    stop === 'tls'
      ? tlsFacts(journey, deps, result)
      : stop === 'proxy'
        ? proxyFacts(route, result)
        : { tookMs: record.connectMs, evidence: attemptEvidence(result.attempts) };
  fail(journey, deps, { step: stop, phase, error, facts, record });
}

function stepOf(phase: NetworkPhase): StepId {
  return phase === 'lookup' || phase === 'connect' || phase === 'proxy' ? phase : 'tls';
}

function connectFacts({ record, attempts }: ProbeResult) {
  const { peer, connectMs } = record;
  const used = peer === null ? [] : [{ text: `\`${peer.address}\` port ${peer.port} answered`, source: 'connection' }];
  return { tookMs: connectMs, evidence: [...used, ...(attempts.length > 1 ? attemptEvidence(attempts) : [])] };
}

/** In the order in which they were tried: the next begins when one takes longer than a quarter of a second. */
function attemptEvidence(attempts: readonly Attempt[]): Evidence[] {
  return attempts.map(({ address, outcome }) => ({
    text: outcome === 'tried' ? `tried ${address}` : `tried ${address}, which ${outcome}`,
    source: 'connection',
  }));
}

function proxyFacts({ proxy, why }: ProxyRoute, { record }: ProbeResult) {
  const { proxyMs, proxyAnswer, phase } = record;
  const which = { text: `\`${proxy?.address}\``, source: why.replace(/\.$/, '') };
  const opened = { text: `it opened the way with ${proxyAnswer?.status}`, source: 'proxy' };
  const forwards = { text: 'plain HTTP: calls are handed to it whole, without a tunnel', source: 'proxy' };
  const how = proxyMs === null ? [forwards] : phase === 'proxy' ? [] : [opened];
  return { tookMs: proxyMs, evidence: [which, ...how] };
}

function withoutTls(url: URL): string {
  return isLoopback(url)
    ? 'Plain HTTP, without TLS. It never leaves this machine.'
    : 'Plain HTTP, without TLS: everyone on the way can read along.';
}

function tlsFacts({ connection }: Journey, { trustStore, clock }: WayDependencies, { shown, record }: ProbeResult) {
  const asked = record.isCertificateAskedFor
    ? [
        {
          text: `the server asks for a client certificate; ${record.isCertificateGiven ? 'it was shown ours' : 'it was shown none'}`,
          source: 'TLS handshake',
        },
      ]
    : [];
  if (shown === null) return { tookMs: record.tlsMs, evidence: asked };
  const { trust } = connection;
  const evidence = evidenceOfTls(shown, { ...trust, trust: trustStore, now: clock.now() });
  return { tookMs: record.tlsMs, evidence: [...evidence, ...asked], chain: describeChain(shown) };
}

type Stop = {
  step: StepId;
  phase: NetworkPhase;
  error: unknown;
  facts?: StepFacts;
  record?: ConnectionRecord;
};

function fail({ url, book, leash }: Journey, { clock }: WayDependencies, stop: Stop): void {
  const { step, phase, error, facts = {}, record = null } = stop;
  const context = { phase, host: url.host, isTls: url.protocol === 'https:', deadlineMs: leash.deadlineMs };
  const failure = explainNetwork(error, { ...context, connection: record });
  book.failed(step, troubleOfNetwork(failure, url, clock.now()), facts);
}
