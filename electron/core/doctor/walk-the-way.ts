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
import { type HttpProxy, type ProxyRoute, type ReadProxyPassword, routeTo } from '../exchange/proxy.ts';
import { isUnreached, withinLeash } from '../exchange/transmit.ts';
import type { TrustStore } from '../exchange/trust.ts';
import { Failure } from '../failure.ts';
import type { Clock, ProxyLookup } from '../ports.ts';
import { describeChain, evidenceOfTls } from './describe-chain.ts';
import { isAddress, lookUp } from './look-up.ts';
import { type Attempt, type ProbeResult, probe } from './probe.ts';
import type { ReportBook, StepFacts, StepId } from './steps.ts';
import { troubleOfNetwork, troubleOfThrown } from './trouble.ts';

export type WayDependencies = {
  clock: Clock;
  trustStore: TrustStore;
  proxyLookup: ProxyLookup | null;
  readProxyPassword: ReadProxyPassword | null;
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
  const { url, book, leash, choice } = journey;
  if (leash.ended !== null) {
    return fail(journey, deps, { step: 'lookup', phase: 'lookup', error: faultOfLeash(leash.ended) });
  }
  let route: ProxyRoute;
  try {
    route = await withinLeash(routeTo(url, choice, deps), leash);
  } catch (error) {
    if (error instanceof Failure) return book.failed('proxy', troubleOfThrown(error));
    return fail(journey, deps, { step: 'proxy', phase: 'proxy', error });
  }
  const taken = await takeWay(journey, deps, route);
  await lookUpName(journey, deps, taken.proxy);
  if (book.hasFailed()) return;
  writeDown(journey, deps, taken, await probeWay(journey, deps, taken.proxy));
}

type TakenWay = { proxy: HttpProxy | null; why: string };

/** The first way that leads anywhere, as a call takes it; the last one is taken as it is. */
async function takeWay(journey: Journey, deps: WayDependencies, { ways, why }: ProxyRoute): Promise<TakenWay> {
  const [proxy = null, ...others] = ways;
  if (others.length === 0) return { proxy, why };
  const { record, error } = await probeWay(journey, deps, proxy);
  const isOpen = !isUnreached({ error, phase: record.phase, sentHeaders: null });
  if (isOpen || journey.leash.ended !== null) return { proxy, why };
  const passed = proxy === null ? 'The direct way leads nowhere' : `The proxy \`${proxy.address}\` cannot be reached`;
  return takeWay(journey, deps, { ways: others, why: `${passed}; the system names this way next.` });
}

function probeWay(journey: Journey, deps: WayDependencies, proxy: HttpProxy | null): Promise<ProbeResult> {
  return probe(placeOf(journey.url), { ...journey, ...deps, trust: journey.connection.trust, proxy });
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
function writeDown(journey: Journey, deps: WayDependencies, route: TakenWay, result: ProbeResult): void {
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
  // Which end it is gets known with the TLS handshake only; where that failed, it is the attempt that did not.
  const tried = attempts.findLast(({ outcome }) => outcome === 'tried');
  const end = peer === null ? tried?.address : `\`${peer.address}\` port ${peer.port}`;
  const used = end === undefined ? [] : [{ text: `${end} answered`, source: 'connection' }];
  return { tookMs: connectMs, evidence: [...used, ...(attempts.length > 1 ? attemptEvidence(attempts) : [])] };
}

/** In the order in which they were tried: the next begins when one takes longer than a quarter of a second. */
function attemptEvidence(attempts: readonly Attempt[]): Evidence[] {
  return attempts.map(({ address, outcome }) => ({
    text: outcome === 'tried' ? `tried ${address}` : `tried ${address}, which ${outcome}`,
    source: 'connection',
  }));
}

function proxyFacts({ proxy, why }: TakenWay, { record }: ProbeResult) {
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
