import type { Connection } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import { systemOf } from '#shared/systems/systems.ts';
import type { LoginOutcome, Tokens } from '../auth/tokens.ts';
import { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports.ts';
import { createRedactor, type Redactor } from '../redact/redactor.ts';
import { typedSecrets } from '../redact/typed-secrets.ts';
import type { BodyStore } from '../store/bodies.ts';
import type { ConnectionStore } from '../store/connections.ts';
import type { HistoryStore } from '../store/history.ts';
import type { SettingsStore } from '../store/settings.ts';
import { conduct, type Outcome } from './conduct.ts';
import { describeExchange, outcomeOfNoCall, systemIdOf } from './describe-exchange.ts';
import { createIdSource } from './exchange-id.ts';
import { createLeash, type Leash } from './leash.ts';
import { hasHeader, type PreparedRequest, prepareRequest } from './prepare-request.ts';
import { recordExchange } from './record-exchange.ts';
import { createTransmitter, type Transmitter } from './transmit.ts';

export type Sender = {
  /**
   * Sends a draft and answers with what happened, which is in history by then.
   * @throws Failure when nothing was sent: CONNECTION_NOT_FOUND, VARIABLE_UNKNOWN, DRAFT_INVALID, SECRET_MISSING,
   *   VAULT_LOCKED; STORE_FAILED when history refused the exchange
   */
  send(draft: Draft, options: { renewToken: boolean; signal: AbortSignal | undefined }): Promise<Exchange>;
  /** Cancels what is under way, waits until that is recorded, and closes every connection, the tokens' included. */
  dispose(): Promise<void>;
};

export type SenderDependencies = {
  clock: Clock;
  connections: ConnectionStore;
  tokens: Tokens;
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
};

const defaultBodyLimitBytes = 512 * 1024 * 1024;

/** Interpolate, authorise, transmit, collect, redact, record: one function per step, in that order. */
export function createSender(deps: SenderDependencies): Sender {
  const { clock, connections, tokens, settings, version } = deps;
  const transmitter = deps.transmitter ?? createTransmitter({ clock });
  const newId = deps.newId ?? createIdSource(clock);
  const limitBytes = deps.bodyLimitBytes ?? defaultBodyLimitBytes;
  const underWay = new Map<Leash, Promise<Exchange>>();

  const send = async (call: Call, renewToken: boolean): Promise<Exchange> => {
    const login = await authorise(call, tokens, renewToken);
    const redactor = redactorFor(call, login);
    const request = withToken(call.request, login);
    const outcome = await transmit({ ...call, request }, login, redactor);
    const exchange = describeExchange({ ...factsOf(call, login), request, outcome, redactor });
    const tokenCall = login?.call ?? null;
    const recorded = await recordExchange({ ...outcome, exchange, connection: call.connection, tokenCall }, deps);
    noteUse(connections, call);
    return recorded.exchange;
  };

  const transmit = async (call: Call, login: LoginOutcome | null, redactor: Redactor): Promise<Outcome> => {
    const { id, startedAt, leash, request } = call;
    if (login?.failure) return outcomeOfNoCall(login.failure, clock.now() - startedAt);
    const sentAt = clock.now();
    return conduct(request, { ...deps, exchangeId: id, startedAt: sentAt, transmitter, redactor, leash, limitBytes });
  };

  return {
    async send(draft, { renewToken, signal }) {
      const connection = connectionOf(draft, connections);
      const request = prepareRequest(draft, connection?.variables ?? {}, version);
      const leash = createLeash(settings.get().deadlineMs, signal);
      const sending = send({ id: newId(), startedAt: clock.now(), draft, connection, request, leash }, renewToken);
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

function connectionOf({ connectionId }: Draft, connections: ConnectionStore): Connection | null {
  if (connectionId === null) return null;
  const connection = connections.get(connectionId);
  if (connection === null)
    throw new Failure('CONNECTION_NOT_FOUND', 'The connection of this draft is no longer there.');
  return connection;
}

/** Null when the call needs no login, or the draft brings its own. */
async function authorise(call: Call, tokens: Tokens, isNew: boolean): Promise<LoginOutcome | null> {
  const { connection, request, leash } = call;
  if (connection === null || hasHeader(request.headers, 'authorization')) return null;
  return tokens.tokenFor(connection, { isNew, leash });
}

function redactorFor({ request }: Call, login: LoginOutcome | null): Redactor {
  const known = login?.redactor ?? createRedactor([]);
  return known.and(typedSecrets(request.headers));
}

function withToken(request: PreparedRequest, login: LoginOutcome | null): PreparedRequest {
  if (!login?.token) return request;
  const authorization = { name: 'authorization', value: `Bearer ${login.token.value}`, from: 'credential' as const };
  return { ...request, headers: [authorization, ...request.headers] };
}

function factsOf({ id, startedAt, draft, connection, request }: Call, login: LoginOutcome | null) {
  const operation =
    draft.operationId ?? systemOf(systemIdOf(connection)).findOperation(request.method, request.url.href)?.id;
  return {
    id,
    startedAt,
    kind: 'call' as const,
    name: draft.name,
    operationId: operation ?? null,
    connection,
    token: login?.token?.state ?? null,
    tokenExchangeId: login?.call?.exchange.id ?? null,
  };
}

const noteUseEveryMs = 60_000;

/** Writing the connections takes a millisecond and more, so the time of use is kept to the minute. */
function noteUse(connections: ConnectionStore, { connection, startedAt }: Call): void {
  if (connection === null || startedAt - (connection.lastUsedAt ?? 0) < noteUseEveryMs) return;
  const current = connections.get(connection.id);
  if (current !== null) connections.put({ ...current, lastUsedAt: startedAt });
}
