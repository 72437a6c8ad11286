import { createHash } from 'node:crypto';
import type { Connection } from '#shared/model/connection.ts';
import type { ClientCredentials } from '#shared/model/credential.ts';
import type { ExchangeFailure } from '#shared/model/exchange.ts';
import type { TokenState } from '#shared/model/token.ts';
import { createIdSource } from '../exchange/exchange-id.ts';
import { createLeash, type Leash, type LeashEnd } from '../exchange/leash.ts';
import type { RecordedExchange } from '../exchange/record-exchange.ts';
import { createTransmitter, type Transmitter } from '../exchange/transmit.ts';
import { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports.ts';
import { createRedactor, type Redactor } from '../redact/redactor.ts';
import type { BodyStore } from '../store/bodies.ts';
import type { HistoryStore } from '../store/history.ts';
import type { SecretStore } from '../store/secrets.ts';
import type { SettingsStore } from '../store/settings.ts';
import { callTokenEndpoint, type Login, type Token, type TokenCall } from './call-token-endpoint.ts';
import { createFlights } from './flights.ts';

export type LoginOutcome = {
  /** Null when there is none; `failure` then says why. */
  token: Token | null;
  failure: ExchangeFailure | null;
  /** Knows the secrets of this login. */
  redactor: Redactor;
  /** The call made for it; null when a token was at hand. */
  call: RecordedExchange | null;
};

export type Tokens = {
  /**
   * The token for a connection: the one at hand, or a new one when `isNew` or none is fresh. Null for a credential without
   * tokens. Callers that ask at once share one call; a caller whose leash ends goes, the others keep waiting.
   * @throws Failure SECRET_MISSING, VAULT_LOCKED
   */
  tokenFor(connection: Connection, options: { isNew: boolean; leash: Leash }): Promise<LoginOutcome | null>;
  /** Fetches a new token whatever is at hand. @throws Failure TOKEN_REJECTED, SECRET_MISSING, VAULT_LOCKED */
  renew(connection: Connection): Promise<{ token: Token; exchangeId: string }>;
  /** Of the token last fetched, expired or not; null when there is none. */
  stateOf(connectionId: string): TokenState | null;
  forget(connectionId: string): void;
  dispose(): Promise<void>;
};

export type TokensDependencies = {
  clock: Clock;
  secrets: SecretStore;
  history: HistoryStore;
  bodies: BodyStore;
  settings: SettingsStore;
  log: Log;
  version: string;
  newId?: () => string;
  /** Made here when not given. */
  transmitter?: Transmitter;
};

type Held = { token: Token; redactor: Redactor };

/** Keeps tokens in memory, under a hash of everything that shapes them; they go with the app. */
export function createTokens(deps: TokensDependencies): Tokens {
  const { clock, secrets, settings } = deps;
  const transmitter = deps.transmitter ?? createTransmitter({ clock });
  const newId = deps.newId ?? createIdSource(clock);
  const held = new Map<string, Held>();
  const logins = new Map<string, { shape: string; key: string }>();
  const flights = createFlights<TokenCall>();

  /**
   * The fresh token of a connection whose public part is still what it was. The vault is not asked: opening a secret
   * costs more than the rest of the way to the wire, and whoever changes one calls `forget`.
   */
  const freshFor = (connectionId: string, credential: ClientCredentials): Held | null => {
    const login = logins.get(connectionId);
    if (login === undefined || login.shape !== shapeOf(credential)) return null;
    const found = held.get(login.key);
    return found && isFresh(found.token.state, clock.now()) ? found : null;
  };

  const fetchToken = async (key: string, login: Login, signal: AbortSignal): Promise<TokenCall> => {
    const leash = createLeash(settings.get().deadlineMs, signal);
    try {
      const call = await callTokenEndpoint(login, leash, { ...deps, transmitter, newId });
      if (call.result.ok) {
        dropExpired(held, keysInUse(logins), clock.now());
        held.set(key, { token: call.result.token, redactor: call.redactor });
      }
      return call;
    } finally {
      leash.release();
    }
  };

  const tokens: Tokens = {
    async tokenFor(connection, { isNew, leash }) {
      const { credential } = connection;
      if (credential.kind !== 'oauth2-client-credentials') return null;
      const atHand = isNew ? null : freshFor(connection.id, credential);
      if (atHand) return { ...atHand, failure: null, call: null };
      const secret = await secrets.read(connection.id);
      if (secret === null) throw new Failure('SECRET_MISSING', 'The secret of this connection has to be given again.');
      if (secret.kind === 'x509') return notYet();
      const shape = shapeOf(credential);
      const key = createHash('sha256').update(shape).update('\0').update(secret.value).digest('base64');
      logins.set(connection.id, { shape, key });
      const other = isNew ? null : freshFor(connection.id, credential);
      if (other) return { ...other, failure: null, call: null };
      const login = { connection, credential, secret: secret.value };
      const call = await flights.join(key, (signal) => fetchToken(key, login, signal), leash);
      return typeof call === 'string' ? leftEarly(call) : outcomeOf(call);
    },
    async renew(connection) {
      const leash = createLeash(settings.get().deadlineMs, undefined);
      const outcome = await tokens.tokenFor(connection, { isNew: true, leash }).finally(leash.release);
      const exchangeId = outcome?.call?.exchange.id;
      if (outcome?.token && exchangeId) return { token: outcome.token, exchangeId };
      const sentence = outcome?.failure?.sentence ?? 'This connection logs in without a token.';
      throw new Failure('TOKEN_REJECTED', sentence, exchangeId ? { exchangeId } : {});
    },
    stateOf(connectionId) {
      const login = logins.get(connectionId);
      return (login && held.get(login.key)?.token.state) ?? null;
    },
    forget(connectionId) {
      const login = logins.get(connectionId);
      logins.delete(connectionId);
      if (login && !keysInUse(logins).has(login.key)) held.delete(login.key);
    },
    async dispose() {
      await flights.endAll();
      held.clear();
      if (!deps.transmitter) await transmitter.dispose();
    },
  };
  return tokens;
}

/** All that decides which token comes back, save the secret. Connections with the same login share their token. */
function shapeOf({ tokenUrl, clientId, clientAuthentication, scope }: ClientCredentials): string {
  return JSON.stringify([tokenUrl, clientId, clientAuthentication, scope.trim()]);
}

function keysInUse(logins: ReadonlyMap<string, { key: string }>): ReadonlySet<string> {
  return new Set([...logins.values()].map(({ key }) => key));
}

/** Renewed a minute before its end, or a tenth of its life if that is less, so that it does not end on the way. */
function isFresh({ fetchedAt, expiresAt }: TokenState, now: number): boolean {
  return now < expiresAt - Math.min(60_000, (expiresAt - fetchedAt) * 0.1);
}

/** An expired one is of use to `stateOf` only, and then only while a connection still points to it. */
function dropExpired(held: Map<string, Held>, keysInUse: ReadonlySet<string>, now: number): void {
  for (const [key, { token }] of held) {
    if (token.state.expiresAt < now && !keysInUse.has(key)) held.delete(key);
  }
}

function outcomeOf(call: TokenCall): LoginOutcome {
  const { exchange, bodyText, redactor, result } = call;
  const recorded = { exchange, bodyText };
  return result.ok
    ? { token: result.token, failure: null, redactor, call: recorded }
    : { token: null, failure: result.failure, redactor, call: recorded };
}

function notYet(): LoginOutcome {
  const sentence = 'Logging in with a certificate is not built yet. The key is kept; a client secret works today.';
  return {
    token: null,
    failure: { code: 'X509_NOT_YET', phase: 'login', sentence },
    redactor: createRedactor([]),
    call: null,
  };
}

function leftEarly(end: LeashEnd): LoginOutcome {
  const failure: ExchangeFailure =
    end === 'cancelled'
      ? { code: 'CANCELLED', phase: 'login', sentence: 'Cancelled while logging in.' }
      : { code: 'DEADLINE_EXCEEDED', phase: 'login', sentence: 'The deadline passed while logging in.' };
  return { token: null, failure, redactor: createRedactor([]), call: null };
}
