import type { Connection } from '#shared/model/connection.ts';
import type { Exchange, ExchangeFailure } from '#shared/model/exchange.ts';
import type { TokenState } from '#shared/model/token.ts';
import { momentText, retryAfterMs } from '#shared/text/retry-after.ts';
import { memoryBytes } from '../exchange/collect-body.ts';
import { conduct, type Outcome } from '../exchange/conduct.ts';
import { describeExchange } from '../exchange/describe-exchange.ts';
import type { Identity } from '../exchange/identity.ts';
import type { Leash } from '../exchange/leash.ts';
import { type PreparedRequest, withDefaults } from '../exchange/prepare-request.ts';
import { type RecordedExchange, recordExchange } from '../exchange/record-exchange.ts';
import type { Transmitter } from '../exchange/transmit.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports.ts';
import { createRedactor, type Redactor } from '../redact/redactor.ts';
import type { BodyStore } from '../store/bodies.ts';
import type { HistoryStore } from '../store/history.ts';
import { buildTokenRequest } from './build-token-request.ts';
import type { ClockSkew } from './clock-skew.ts';
import { readTokenResponse, type TokenReading } from './read-token-response.ts';
import type { TokenCredential } from './token-credential.ts';
import { loginSecrets, tokenSecretOf, tokensInAnswer } from './token-secrets.ts';
import { tokenState } from './token-state.ts';

/** A token. Its value stays in the core; its state may be shown. */
export type Token = { value: string; state: TokenState };

/** One call of a token endpoint, recorded. */
export type TokenCall = RecordedExchange & {
  /** Knows the client secret, and the token when there is one. */
  redactor: Redactor;
  result: { ok: true; token: Token } | { ok: false; failure: ExchangeFailure };
  /** Epoch ms before which the endpoint wants no further call; null when it did not say. */
  retryAt: number | null;
};

export type TokenCallDependencies = {
  clock: Clock;
  history: HistoryStore;
  bodies: BodyStore;
  transmitter: Transmitter;
  log: Log;
  version: string;
  newId(): string;
  skew: ClockSkew;
};

export type Login = {
  connection: Connection;
  credential: TokenCredential;
  /** The client secret or the signed assertion; null for a certificate, which stands in the identity. */
  proof: string | null;
  identity: Identity;
};

/** Asks for a token, judges the answer and records the call as an exchange of its own. */
export async function callTokenEndpoint(login: Login, leash: Leash, deps: TokenCallDependencies): Promise<TokenCall> {
  const { clock } = deps;
  const { connection } = login;
  const id = deps.newId();
  const startedAt = clock.now();
  const request = prepareTokenCall(login, deps.version);
  // Not redacted on the way in: the token is not known before it was read. It never leaves memory like this.
  const raw = await conduct(request, {
    ...deps,
    exchangeId: id,
    startedAt,
    leash,
    redactor: createRedactor([]),
    limitBytes: memoryBytes,
    identity: login.identity,
  });
  const now = clock.now();
  noteDate(connection, raw, deps.skew);
  const reading = raw.failure === null ? read(raw, now + (deps.skew.of(connection.id) ?? 0)) : null;
  const redactor = redactorFor(login, raw, reading);
  const token = reading?.ok ? tokenOf(connection, reading, now) : null;
  const retryAt = retryAtOf(raw, now);
  const own = { id, startedAt, token: token?.state ?? null, notes: waitNotes(retryAt, now) };
  const recorded = await record(own, { login, request, redactor, outcome: redactOutcome(raw, redactor) }, deps);
  const refused = () => ({ ok: false as const, failure: failureOf(raw, reading, { redactor, retryAt, now }) });
  return { ...recorded, redactor, retryAt, result: token === null ? refused() : { ok: true, token } };
}

/** The call of the token endpoint as it goes to the wire. */
export function prepareTokenCall({ credential, proof }: Pick<Login, 'credential' | 'proof'>, version: string) {
  const { method, url, headers, body } = buildTokenRequest(credential, proof);
  const own = headers.map((header) => ({ ...header, from: 'credential' as const }));
  const bytes = body === null ? null : Buffer.from(body);
  return { method, url, headers: withDefaults(own, '', version), body: bytes } satisfies PreparedRequest;
}

/** Learns the server's clock from an answer that came without a detour. */
export function noteDate({ id }: Connection, { response, hops, marks }: Outcome, skew: ClockSkew): void {
  if (response === null || hops.length > 0 || marks?.firstByteAt == null) return;
  const sentAt = marks.sentAt ?? marks.startedAt;
  skew.note(id, { headers: response.headers, sentAt, firstByteAt: marks.firstByteAt });
}

type OwnFacts = Pick<Exchange, 'id' | 'startedAt' | 'token' | 'notes'>;
type Conducted = { login: Login; request: PreparedRequest; redactor: Redactor; outcome: Outcome };

async function record(own: OwnFacts, conducted: Conducted, deps: TokenCallDependencies): Promise<RecordedExchange> {
  const { login, outcome } = conducted;
  const { connection } = login;
  const fixed = { kind: 'token', name: 'Get token', operationId: null, tokenExchangeId: null, resendOf: null } as const;
  const exchange = describeExchange({ ...own, ...fixed, ...conducted, connection });
  return recordExchange({ ...outcome, exchange, connection, tokenCall: null }, deps);
}

function read({ response, body }: Outcome, serverNow: number): TokenReading | null {
  if (response === null) return null;
  const text = body === null ? '' : Buffer.from(body).toString();
  return readTokenResponse({ status: response.status, headers: response.headers, body: text }, serverNow);
}

function redactorFor(login: Login, { body, learnt }: Outcome, reading: TokenReading | null): Redactor {
  const found = body === null ? [] : tokensInAnswer(Buffer.from(body).toString());
  const token = reading?.ok ? [tokenSecretOf(reading.accessToken)] : [];
  return createRedactor([...loginSecrets(login), ...token, ...found, ...learnt]);
}

function redactOutcome(raw: Outcome, redactor: Redactor): Outcome {
  return {
    ...raw,
    body: raw.body && new Uint8Array(redactor.bytes(raw.body)),
    bodyText: raw.bodyText && redactor.text(raw.bodyText),
  };
}

function tokenOf({ system }: Connection, reading: TokenReading & { ok: true }, now: number): Token {
  const { accessToken, lifetimeMs, scopes, jwt } = reading;
  return {
    value: accessToken,
    state: tokenState(accessToken, { system, fetchedAt: now, expiresAt: now + lifetimeMs, scopes, jwt }),
  };
}

/** A server's word is believed for an hour at most: longer than that, it is more likely a mistake. */
const longestWaitMs = 3_600_000;

function retryAtOf({ response }: Outcome, now: number): number | null {
  if (response?.status !== 429) return null;
  const wait = retryAfterMs(response.headers, now);
  return wait === null ? null : now + Math.min(wait, longestWaitMs);
}

function waitNotes(retryAt: number | null, now: number): Exchange['notes'] {
  if (retryAt === null) return [];
  return [
    { text: `no token is asked for before ${momentText(retryAt, now)}`, source: 'Retry-After of the token endpoint' },
  ];
}

type Circumstances = { redactor: Redactor; retryAt: number | null; now: number };

function failureOf(
  { failure }: Outcome,
  reading: TokenReading | null,
  { redactor, retryAt, now }: Circumstances,
): ExchangeFailure {
  if (reading !== null && !reading.ok) {
    const wait = retryAt === null ? '' : ` It asks to wait until ${momentText(retryAt, now)}.`;
    return { code: 'LOGIN_REFUSED', phase: 'login', sentence: redactor.text(reading.sentence) + wait };
  }
  const isOurs = failure?.code === 'CANCELLED' || failure?.code === 'DEADLINE_EXCEEDED';
  const sentence = failure?.sentence ?? 'It gave no answer.';
  return {
    code: isOurs ? failure.code : 'LOGIN_FAILED',
    phase: 'login',
    sentence: redactor.text(`No token could be fetched. ${sentence}`),
  };
}
