import type { Connection } from '#shared/model/connection.ts';
import type { ClientCredentials } from '#shared/model/credential.ts';
import type { ExchangeFailure } from '#shared/model/exchange.ts';
import type { TokenState } from '#shared/model/token.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { memoryBytes } from '../exchange/collect-body.ts';
import { conduct, type Outcome } from '../exchange/conduct.ts';
import { describeExchange } from '../exchange/describe-exchange.ts';
import type { Leash } from '../exchange/leash.ts';
import { type PreparedRequest, withDefaults } from '../exchange/prepare-request.ts';
import { type RecordedExchange, recordExchange } from '../exchange/record-exchange.ts';
import type { Transmitter } from '../exchange/transmit.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports.ts';
import { createRedactor, type Redactor } from '../redact/redactor.ts';
import { secretTag } from '../redact/secret-tag.ts';
import type { BodyStore } from '../store/bodies.ts';
import type { HistoryStore } from '../store/history.ts';
import { buildTokenRequest } from './build-token-request.ts';
import { readTokenResponse, type TokenReading } from './read-token-response.ts';
import { clientSecretOf, tokenSecretOf, tokensInAnswer } from './token-secrets.ts';

/** A token. Its value stays in the core; its state may be shown. */
export type Token = { value: string; state: TokenState };

/** One call of a token endpoint, recorded. */
export type TokenCall = RecordedExchange & {
  /** Knows the client secret, and the token when there is one. */
  redactor: Redactor;
  result: { ok: true; token: Token } | { ok: false; failure: ExchangeFailure };
};

export type TokenCallDependencies = {
  clock: Clock;
  history: HistoryStore;
  bodies: BodyStore;
  transmitter: Transmitter;
  log: Log;
  version: string;
  newId(): string;
};

export type Login = { connection: Connection; credential: ClientCredentials; secret: string };

/** Asks for a token, judges the answer and records the call as an exchange of its own. */
export async function callTokenEndpoint(login: Login, leash: Leash, deps: TokenCallDependencies): Promise<TokenCall> {
  const { clock, version } = deps;
  const id = deps.newId();
  const startedAt = clock.now();
  const request = prepare(login, version);
  // Not redacted on the way in: the token is not known before it was read. It never leaves memory like this.
  const raw = await conduct(request, {
    ...deps,
    exchangeId: id,
    startedAt,
    leash,
    redactor: createRedactor([]),
    limitBytes: memoryBytes,
  });
  const reading = raw.failure === null ? read(raw, clock.now()) : null;
  const redactor = redactorFor(login.secret, raw, reading);
  const token = reading?.ok ? tokenOf(login.connection, reading, clock.now()) : null;
  const outcome = redactOutcome(raw, redactor);
  const exchange = describeExchange({
    id,
    kind: 'token',
    name: 'Get token',
    operationId: null,
    startedAt,
    token: token?.state ?? null,
    tokenExchangeId: null,
    connection: login.connection,
    request,
    outcome,
    redactor,
  });
  const recorded = await recordExchange({ ...outcome, exchange, connection: login.connection, tokenCall: null }, deps);
  const result =
    token === null ? { ok: false as const, failure: failureOf(raw, reading, redactor) } : { ok: true as const, token };
  return { ...recorded, redactor, result };
}

function prepare({ credential, secret }: Login, version: string): PreparedRequest {
  const { method, url, headers, body } = buildTokenRequest(credential, secret);
  const own = headers.map((header) => ({ ...header, from: 'credential' as const }));
  return { method, url, headers: withDefaults(own, '', version), body: body === null ? null : Buffer.from(body) };
}

function read({ response, body }: Outcome, now: number): TokenReading | null {
  if (response === null) return null;
  const text = body === null ? '' : Buffer.from(body).toString();
  return readTokenResponse({ status: response.status, headers: response.headers, body: text }, now);
}

function redactorFor(secret: string, { body }: Outcome, reading: TokenReading | null): Redactor {
  const found = body === null ? [] : tokensInAnswer(Buffer.from(body).toString());
  const token = reading?.ok ? [tokenSecretOf(reading.accessToken)] : [];
  return createRedactor([clientSecretOf(secret), ...token, ...found]);
}

function redactOutcome(raw: Outcome, redactor: Redactor): Outcome {
  return {
    ...raw,
    body: raw.body && new Uint8Array(redactor.bytes(raw.body)),
    bodyText: raw.bodyText && redactor.text(raw.bodyText),
  };
}

function tokenOf({ system }: Connection, reading: TokenReading & { ok: true }, now: number): Token {
  const { authorityOfScope } = systemOf(system);
  return {
    value: reading.accessToken,
    state: {
      tag: secretTag(reading.accessToken),
      fetchedAt: now,
      expiresAt: now + reading.lifetimeMs,
      scopes: reading.scopes,
      authorities: reading.scopes.map((scope) => authorityOfScope(scope)),
      header: reading.jwt?.header ?? null,
      claims: reading.jwt?.claims ?? null,
    },
  };
}

function failureOf({ failure }: Outcome, reading: TokenReading | null, redactor: Redactor): ExchangeFailure {
  if (reading !== null && !reading.ok) {
    return { code: 'LOGIN_REFUSED', phase: 'login', sentence: redactor.text(reading.sentence) };
  }
  const isOurs = failure?.code === 'CANCELLED' || failure?.code === 'DEADLINE_EXCEEDED';
  const sentence = failure?.sentence ?? 'It gave no answer.';
  return {
    code: isOurs ? failure.code : 'LOGIN_FAILED',
    phase: 'login',
    sentence: redactor.text(`No token could be fetched. ${sentence}`),
  };
}
