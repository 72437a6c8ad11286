import { createHash } from 'node:crypto';
import type { Connection } from '#shared/model/connection.ts';
import type { TokenState } from '#shared/model/token.ts';
import { createIdSource } from '../exchange/exchange-id.ts';
import { createLeash, type Leash } from '../exchange/leash.ts';
import { createTransmitter, type Transmitter } from '../exchange/transmit.ts';
import { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports.ts';
import type { BodyStore } from '../store/bodies.ts';
import type { HistoryStore } from '../store/history.ts';
import type { Secret, SecretStore } from '../store/secrets.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { Token } from './call-token-endpoint.ts';
import { type ClockSkew, createClockSkew } from './clock-skew.ts';
import { createTokenFetcher } from './fetch-token.ts';
import { type LoginOutcome, leftEarly, outcomeOfCall, outcomeOfHeld, tooEarly } from './login-outcome.ts';
import { readTokenSecret } from './prove-client.ts';
import { createSessions, type Sessions } from './session-cookies.ts';
import { type AssertionSigner, createAssertionSigner } from './sign-assertion.ts';
import { asTokenCredential, shapeOf } from './token-credential.ts';
import { createTokenKeeper, type Held, isFresh } from './token-keeper.ts';

export type { LoginOutcome } from './login-outcome.ts';

export type TokenOptions = {
  /** Fetches a new one whatever is at hand. */
  isNew: boolean;
  /** The value of a token that was refused: any other that is at hand serves, else a new one is fetched. */
  rejected?: string | null;
  leash: Leash;
};

export type Tokens = {
  /**
   * The token for a connection: the one at hand, or a new one when none is fresh. Null for a credential without a token
   * endpoint. Callers that ask at once share one call; a caller whose leash ends goes, the others keep waiting.
   * @throws Failure SECRET_MISSING, VAULT_LOCKED, CREDENTIAL_INVALID
   */
  tokenFor(connection: Connection, options: TokenOptions): Promise<LoginOutcome | null>;
  /** The token that `tokenFor` would answer with at once; null when it would have to fetch one. Asks nobody. */
  atHand(connection: Connection): Held | null;
  /** Fetches a new token whatever is at hand. @throws Failure TOKEN_REJECTED, SECRET_MISSING, VAULT_LOCKED, CREDENTIAL_INVALID */
  renew(connection: Connection): Promise<{ token: Token; exchangeId: string }>;
  /** Of the token last fetched, expired or not; null when there is none. */
  stateOf(connectionId: string): TokenState | null;
  /** Forgets token and session of a connection whose secret or login changed. */
  forget(connectionId: string): void;
  /** How far the servers' clocks are from ours. */
  skew: ClockSkew;
  /** Session cookies of Basic logins. */
  sessions: Sessions;
  /** Signs assertions, with keys read once. */
  signer: AssertionSigner;
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

/** Keeps tokens in memory, under a hash of everything that shapes them; they go with the app. */
export function createTokens(deps: TokensDependencies): Tokens {
  const { clock, secrets, settings } = deps;
  const transmitter = deps.transmitter ?? createTransmitter({ clock });
  const newId = deps.newId ?? createIdSource(clock);
  const keeper = createTokenKeeper();
  const skew = createClockSkew();
  const sessions = createSessions(clock);
  const signer = createAssertionSigner();
  const onToken = (key: string, held: Held) => keeper.hold(key, held, clock.now());
  const fetcher = createTokenFetcher({ ...deps, transmitter, newId, skew, signer, onToken });

  /**
   * The vault is not asked while a token is at hand: opening a secret costs more than the rest of the way to the wire, and
   * whoever changes one calls `forget`.
   */
  const freshFor = (connection: Connection, shape: string): Held | null => {
    const found = keeper.find(connection.id, shape);
    if (found === null) return null;
    return isFresh(found.token.state, clock.now(), found.believesExp ? skew.of(connection.id) : null) ? found : null;
  };

  /** While the endpoint wants to be left alone, a token that is near its end serves to the very end. */
  const whileWaiting = (
    connection: Connection,
    shape: string,
    options: TokenOptions,
    retryAt: number,
  ): LoginOutcome => {
    const found = options.isNew ? null : keeper.find(connection.id, shape);
    const isOfUse = found && found.token.value !== options.rejected && found.token.state.expiresAt > clock.now();
    return isOfUse ? outcomeOfHeld(found) : tooEarly(retryAt, clock.now());
  };

  const tokens: Tokens = {
    skew,
    sessions,
    signer,
    async tokenFor(connection, options) {
      const credential = asTokenCredential(connection.credential);
      if (credential === null) return null;
      const shape = shapeOf(connection, credential, settings.get().proxy);
      const servesNow = () => {
        const found = options.isNew ? null : freshFor(connection, shape);
        return found && found.token.value !== options.rejected ? found : null;
      };
      const atHand = servesNow();
      if (atHand) return outcomeOfHeld(atHand);
      const secret = await readTokenSecret(secrets, connection.id, credential);
      const key = keyOf(shape, secret);
      keeper.point(connection.id, { shape, key });
      const other = servesNow();
      if (other) return outcomeOfHeld(other);
      const retryAt = fetcher.waitsUntil(credential);
      if (retryAt !== null) return whileWaiting(connection, shape, options, retryAt);
      const fetched = await fetcher.fetch({ key, connection, credential, secret }, options.leash);
      return typeof fetched === 'string' ? leftEarly(fetched) : outcomeOfCall(fetched);
    },
    atHand(connection) {
      const credential = asTokenCredential(connection.credential);
      return credential && freshFor(connection, shapeOf(connection, credential, settings.get().proxy));
    },
    async renew(connection) {
      const leash = createLeash(settings.get().deadlineMs, undefined);
      const outcome = await tokens.tokenFor(connection, { isNew: true, leash }).finally(leash.release);
      return renewedBy(outcome);
    },
    stateOf: keeper.stateOf,
    forget(connectionId) {
      keeper.forget(connectionId);
      sessions.forget(connectionId);
    },
    async dispose() {
      await fetcher.endAll();
      keeper.clear();
      if (!deps.transmitter) await transmitter.dispose();
    },
  };
  return tokens;
}

function renewedBy(outcome: LoginOutcome | null): { token: Token; exchangeId: string } {
  const exchangeId = outcome?.call?.exchange.id;
  if (outcome?.token && exchangeId) return { token: outcome.token, exchangeId };
  const sentence = outcome?.failure?.sentence ?? 'This connection logs in without a token.';
  throw new Failure('TOKEN_REJECTED', sentence, exchangeId ? { exchangeId } : {});
}

function keyOf(shape: string, secret: Secret): string {
  return createHash('sha256').update(shape).update('\0').update(JSON.stringify(secret)).digest('base64');
}
