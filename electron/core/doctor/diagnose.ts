import type { Connection } from '#shared/model/connection.ts';
import type { DoctorReport } from '#shared/model/doctor-report.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import { interpolate } from '#shared/text/interpolate.ts';
import type { ProofSource } from '../auth/authorise.ts';
import type { ClientCertificate } from '../exchange/identity.ts';
import { createLeash, type Leash } from '../exchange/leash.ts';
import type { ReadProxyPassword } from '../exchange/proxy.ts';
import { createTrust } from '../exchange/trust.ts';
import type { Clock, ProxyLookup } from '../ports.ts';
import type { SettingsStore } from '../store/settings.ts';
import { evidenceOfCall, harmlessCall } from './harmless-call.ts';
import { openReportBook, type ReportBook } from './steps.ts';
import { troubleOfDeadline, troubleOfExchange, troubleOfThrown } from './trouble.ts';
import { tryLogin } from './try-login.ts';
import { walkTheWay } from './walk-the-way.ts';

export type Doctor = {
  /**
   * Walks the way of a call step by step and says where it ends, why, and what mends it. Ends with the deadline of the settings
   * or with the signal, whichever comes first. Sends one login and one call that changes nothing.
   */
  diagnose(connection: Connection, signal?: AbortSignal): Promise<DoctorReport>;
};

export type DoctorDependencies = {
  clock: Clock;
  settings: Pick<SettingsStore, 'get'>;
  proxyLookup?: ProxyLookup | undefined;
  readProxyPassword?: ReadProxyPassword | undefined;
  /** PEM certificates trusted besides those of Node and of the operating system. */
  trustedCertificates?: readonly string[];
  /** What the connection proves itself with; tokens are fetched anew. */
  proofsFor(leash: Leash): ProofSource;
  /** The certificate that goes with a connection's calls, when its token is bound to one. */
  certificateOf(connection: Connection): ClientCertificate | null;
  /** Sends and records a call of the connection, as any other. @throws Failure when nothing was sent */
  send(draft: Draft, signal: AbortSignal): Promise<Exchange>;
};

type Visit = { connection: Connection; leash: Leash; book: ReportBook };

export function createDoctor(deps: DoctorDependencies): Doctor {
  const { clock, settings, trustedCertificates = [], proxyLookup = null, readProxyPassword = null } = deps;
  const way = { clock, proxyLookup, readProxyPassword, trustStore: createTrust(trustedCertificates) };

  const visit = async ({ connection, leash, book }: Visit): Promise<string> => {
    const { draft, goodWords } = harmlessCall(connection, clock.now());
    const url = addressOf(draft, connection);
    if (url === null) {
      book.failed('lookup', noAddress(draft));
      return connection.name;
    }
    const { proxy: choice } = settings.get();
    await walkTheWay({ connection, leash, book, url, choice, clientCertificate: deps.certificateOf(connection) }, way);
    if (!book.hasFailed()) await logIn({ connection, leash, book }, deps);
    if (!book.hasFailed()) await call({ connection, leash, book }, draft, goodWords, deps);
    return url.host;
  };

  return {
    async diagnose(connection, signal) {
      const leash = createLeash(settings.get().deadlineMs, signal);
      const book = openReportBook();
      try {
        return book.report(await visit({ connection, leash, book }));
      } finally {
        leash.release();
      }
    },
  };
}

function addressOf(draft: Draft, { variables }: Connection): URL | null {
  const { text, unknown } = interpolate(draft.url, variables);
  const url = unknown.length > 0 ? null : URL.parse(text.trim());
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : null;
}

function noAddress({ url }: Draft) {
  const name = /\{\{[^}]*\}\}/.exec(url)?.[0] ?? url;
  const mend = {
    text: `Give \`${name}\` an address that begins with https://.`,
    action: { kind: 'open-connection' as const },
  };
  return { cause: `This connection does not say where the service is: \`${name}\` is no address.`, mends: [mend] };
}

async function logIn({ connection, leash, book }: Visit, { clock, proofsFor }: DoctorDependencies): Promise<void> {
  const startedAt = clock.now();
  const took = () => ({ tookMs: Math.max(0, clock.now() - startedAt) });
  try {
    const trial = await tryLogin(connection, proofsFor(leash));
    if (trial.state === 'skipped') return book.skipped('login', trial.why);
    const facts = { ...took(), exchangeId: trial.exchange?.id ?? null };
    if (trial.state === 'passed') book.passed('login', { ...facts, evidence: trial.evidence });
    else book.failed('login', trial.trouble, facts);
  } catch (error) {
    book.failed('login', troubleOfThrown(error), took());
  }
}

async function call(
  { leash, book }: Visit,
  draft: Draft,
  goodWords: (exchange: Exchange) => string | null,
  { clock, send }: DoctorDependencies,
): Promise<void> {
  const startedAt = clock.now();
  const ending = new AbortController();
  const release = leash.onEnd(() => ending.abort());
  try {
    const exchange = await send(draft, ending.signal);
    const words = goodWords(exchange);
    const facts = { tookMs: exchange.timings.totalMs, exchangeId: exchange.id, evidence: evidenceOfCall(exchange) };
    const good = words === null ? [] : [{ text: words, source: 'doctor' }];
    if (leash.ended === 'deadline') book.failed('call', troubleOfDeadline(leash), facts);
    else if (words !== null) book.passed('call', { ...facts, evidence: [...facts.evidence, ...good] });
    else book.failed('call', troubleOfExchange(exchange), facts);
  } catch (error) {
    book.failed('call', troubleOfThrown(error), { tookMs: Math.max(0, clock.now() - startedAt) });
  } finally {
    release();
  }
}
