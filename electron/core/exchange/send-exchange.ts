import type { Connection } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { Evidence } from '#shared/model/gate-report.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { type Authorised, authorise } from '../auth/authorise.ts';
import { noteDate } from '../auth/call-token-endpoint.ts';
import { liveProofs } from '../auth/live-proofs.ts';
import { identityOf } from '../auth/prove-client.ts';
import { asTokenCredential } from '../auth/token-credential.ts';
import type { Tokens } from '../auth/tokens.ts';
import { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports.ts';
import { createRedactor, type Redactor } from '../redact/redactor.ts';
import { typedSecrets } from '../redact/typed-secrets.ts';
import type { BodyStore } from '../store/bodies.ts';
import type { ConnectionStore } from '../store/connections.ts';
import type { HistoryStore } from '../store/history.ts';
import type { SecretStore } from '../store/secrets.ts';
import type { SettingsStore } from '../store/settings.ts';
import { conduct, type Outcome } from './conduct.ts';
import { describeExchange, outcomeOfNoCall, systemIdOf } from './describe-exchange.ts';
import { createIdSource } from './exchange-id.ts';
import type { ResponseHead } from './hop-flight.ts';
import { createLeash, type Leash } from './leash.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import { recordExchange } from './record-exchange.ts';
import { resendsOn401, waitNotes } from './resend.ts';
import { createTransmitter, type Transmitter } from './transmit.ts';

export type SendOptions = {
  renewToken: boolean;
  /** Leaves the login of the connection out, to see what an anonymous caller gets; false when not given. */
  isAnonymous?: boolean;
  /** The exchange this one is a probe for, and which; none when not given. */
  probeOf?: Exchange['probeOf'];
  signal: AbortSignal | undefined;
};

export type Sender = {
  /**
   * Sends a draft and answers with what happened, which is in history by then. When a token that was at hand is answered
   * 401, that is an exchange of its own, and the answer is the second one, with a new token.
   * @throws Failure when nothing was sent: CONNECTION_NOT_FOUND, VARIABLE_UNKNOWN, DRAFT_INVALID, SECRET_MISSING,
   *   VAULT_LOCKED, CREDENTIAL_INVALID; STORE_FAILED when history refused the exchange
   */
  send(draft: Draft, options: SendOptions): Promise<Exchange>;
  /** Cancels what is under way, waits until that is recorded, and closes every connection, the tokens' included. */
  dispose(): Promise<void>;
};

export type SenderDependencies = {
  clock: Clock;
  connections: ConnectionStore;
  tokens: Tokens;
  secrets: SecretStore;
  history: HistoryStore;
  bodies: BodyStore;
  settings: SettingsStore;
  log: Log;
  version: string;
  newId?: () => string;
  /** Made here when not given. */
  transmitter?: Transmitter;
  /** A decoded body larger than this is cut. */
  bodyLimitBytes?: number;
};

/** One send on its way through the pipeline. */
type Call = {
  id: string;
  startedAt: number;
  draft: Draft;
  connection: Connection | null;
  request: PreparedRequest;
  leash: Leash;
  /** The exchange whose token was refused; null for a first send. */
  resendOf: string | null;
  isAnonymous: boolean;
  probeOf: Exchange['probeOf'];
};

type Sent = { exchange: Exchange; rejected: string | null };

const defaultBodyLimitBytes = 512 * 1024 * 1024;

/** Interpolate, authorise, transmit, collect, redact, record: one function per step, in that order. */
export function createSender(deps: SenderDependencies): Sender {
  const { clock, connections, tokens, settings, version } = deps;
  const transmitter = deps.transmitter ?? createTransmitter({ clock });
  const newId = deps.newId ?? createIdSource(clock);
  const limitBytes = deps.bodyLimitBytes ?? defaultBodyLimitBytes;
  const underWay = new Map<Leash, Promise<Exchange>>();

  const sendOnce = async (call: Call, token: { isNew: boolean; rejected: string | null }, mayRepeat: boolean) => {
    const { connection, leash } = call;
    const proofs = liveProofs(deps, { ...token, leash });
    const authorised = await authorise(call.isAnonymous ? null : connection, call.request, proofs);
    const redactor = redactorFor(call, authorised);
    const outcome = await transmit(call, authorised, redactor);
    const rejected = mayRepeat && leash.ended === null ? rejectedToken(connection, authorised, outcome) : null;
    const notes = [...authorised.notes, ...notesOn(outcome, rejected, clock.now())];
    const facts = factsOf({ ...call, request: authorised.request }, authorised);
    const exchange = describeExchange({ ...facts, notes, outcome, redactor });
    const tokenCall = authorised.login?.call ?? null;
    const recorded = await recordExchange({ ...outcome, exchange, connection, tokenCall }, deps);
    return { exchange: recorded.exchange, rejected } satisfies Sent;
  };

  const send = async (call: Call, { renewToken }: SendOptions): Promise<Exchange> => {
    const mayRepeat = !call.isAnonymous && resendsOn401(call.draft);
    const first = await sendOnce(call, { isNew: renewToken, rejected: null }, mayRepeat);
    noteUse(connections, call);
    if (first.rejected === null) return first.exchange;
    const again = { ...call, id: newId(), startedAt: clock.now(), resendOf: first.exchange.id };
    return (await sendOnce(again, { isNew: false, rejected: first.rejected }, false)).exchange;
  };

  const transmit = async (call: Call, { request, login, certificate, session }: Authorised, redactor: Redactor) => {
    const { id, connection, leash } = call;
    if (login?.failure) return outcomeOfNoCall(login.failure, clock.now() - call.startedAt);
    const startedAt = clock.now();
    const identity = identityOf(connection, settings, certificate);
    const onAnswer = (url: URL, { headers }: ResponseHead) => {
      if (session !== null && url.origin === request.url.origin) tokens.sessions.keep(session, url, headers);
    };
    const way = { exchangeId: id, startedAt, transmitter, redactor, leash, limitBytes, identity, onAnswer };
    const outcome = await conduct(request, { ...deps, ...way });
    if (connection !== null) noteDate(connection, outcome, tokens.skew);
    return outcome;
  };

  const callOf = (draft: Draft, { isAnonymous = false, probeOf = null, signal }: SendOptions): Call => {
    const connection = connectionOf(draft, connections);
    const request = prepareRequest(draft, connection?.variables ?? {}, version);
    const leash = createLeash(settings.get().deadlineMs, signal);
    const own = { id: newId(), startedAt: clock.now(), resendOf: null };
    return { ...own, draft, connection, request, leash, isAnonymous, probeOf };
  };

  return {
    async send(draft, options) {
      const call = callOf(draft, options);
      const { leash } = call;
      const sending = send(call, options);
      underWay.set(leash, sending);
      return sending.finally(() => {
        leash.release();
        underWay.delete(leash);
      });
    },
    async dispose() {
      for (const leash of underWay.keys()) leash.cancel();
      await Promise.allSettled(underWay.values());
      await tokens.dispose();
      if (!deps.transmitter) await transmitter.dispose();
    },
  };
}

/** The connection a draft goes through; null without one. @throws Failure CONNECTION_NOT_FOUND */
export function connectionOf({ connectionId }: Draft, connections: Pick<ConnectionStore, 'get'>): Connection | null {
  if (connectionId === null) return null;
  const connection = connections.get(connectionId);
  if (connection === null)
    throw new Failure('CONNECTION_NOT_FOUND', 'The connection of this draft is no longer there.');
  return connection;
}

function redactorFor({ request }: Call, { login }: Authorised): Redactor {
  const known = login?.redactor ?? createRedactor([]);
  return known.and(typedSecrets(request.headers));
}

/** The token that was at hand and is refused; null when there is no sense in fetching another. */
function rejectedToken(connection: Connection | null, { login }: Authorised, { response }: Outcome): string | null {
  if (connection === null || response?.status !== 401 || asTokenCredential(connection.credential) === null) return null;
  return login?.call === null ? (login.token?.value ?? null) : null;
}

function notesOn({ response, detours }: Outcome, rejected: string | null, now: number): Evidence[] {
  const pastProxies = detours.map((address) => ({
    text: `went past the proxy ${address}, which cannot be reached, the next way that the system names`,
    source: 'proxy',
  }));
  if (response === null) return pastProxies;
  const again = { text: 'sent once more with a new token, as an exchange of its own', source: 'status 401' };
  return [...pastProxies, ...(rejected === null ? [] : [again]), ...waitNotes(response, now)];
}

function factsOf({ id, startedAt, draft, connection, request, resendOf, probeOf }: Call, { login }: Authorised) {
  const operation =
    draft.operationId ?? systemOf(systemIdOf(connection)).findOperation(request.method, request.url.href)?.id;
  return {
    id,
    startedAt,
    kind: 'call' as const,
    name: draft.name,
    operationId: operation ?? null,
    connection,
    request,
    token: login?.token?.state ?? null,
    tokenExchangeId: login?.call?.exchange.id ?? null,
    resendOf,
    probeOf,
  };
}

const noteUseEveryMs = 60_000;

/** Writing the connections takes a millisecond and more, so the time of use is kept to the minute. */
function noteUse(connections: ConnectionStore, { connection, startedAt }: Call): void {
  if (connection === null || startedAt - (connection.lastUsedAt ?? 0) < noteUseEveryMs) return;
  const current = connections.get(connection.id);
  if (current !== null) connections.put({ ...current, lastUsedAt: startedAt });
}
