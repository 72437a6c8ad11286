import type { ExchangeFailure } from '#shared/model/exchange.ts';
import { formatDuration } from '#shared/text/duration.ts';
import { momentText } from '#shared/text/retry-after.ts';
import type { ClientCertificate, Identity } from '../exchange/identity.ts';
import type { LeashEnd } from '../exchange/leash.ts';
import type { RecordedExchange } from '../exchange/record-exchange.ts';
import { createRedactor, type Redactor } from '../redact/redactor.ts';
import type { Token, TokenCall } from './call-token-endpoint.ts';
import type { Held } from './token-keeper.ts';

export type LoginOutcome = {
  /** Null when there is none; `failure` then says why. */
  token: Token | null;
  failure: ExchangeFailure | null;
  /** Knows the secrets of this login. */
  redactor: Redactor;
  /** The call made for it; null when a token was at hand. */
  call: RecordedExchange | null;
  /** What the token is bound to; null for most. */
  certificate: ClientCertificate | null;
};

/** A call of the token endpoint, and the certificate its token is bound to. */
export type Fetched = { call: TokenCall; certificate: ClientCertificate | null };

/** The certificate of the login, when the token says that it is bound to one (`cnf`, RFC 8705, 3.1). */
export function boundCertificate({ result }: TokenCall, { clientCertificate }: Identity): ClientCertificate | null {
  const confirmation = result.ok ? result.token.state.claims?.cnf : null;
  const isBound = typeof confirmation === 'object' && confirmation !== null && 'x5t#S256' in confirmation;
  return isBound ? (clientCertificate ?? null) : null;
}

export function outcomeOfHeld(held: Held): LoginOutcome {
  const { token, redactor, certificate } = held;
  return { token, redactor, certificate, failure: null, call: null };
}

export function outcomeOfCall({ call, certificate }: Fetched): LoginOutcome {
  const { exchange, bodyText, redactor, result } = call;
  const told = { redactor, call: { exchange, bodyText }, certificate };
  return result.ok
    ? { ...told, token: result.token, failure: null }
    : { ...told, token: null, failure: result.failure };
}

/** The endpoint answered 429 before and said when to come back. */
export function tooEarly(retryAt: number, now: number): LoginOutcome {
  const left = formatDuration(retryAt - now);
  const sentence = `The token endpoint asked to be left alone until ${momentText(retryAt, now)}, ${left} from now. It was not called.`;
  return failed({ code: 'LOGIN_RATE_LIMITED', phase: 'login', sentence });
}

export function leftEarly(end: LeashEnd): LoginOutcome {
  return failed(
    end === 'cancelled'
      ? { code: 'CANCELLED', phase: 'login', sentence: 'Cancelled while logging in.' }
      : { code: 'DEADLINE_EXCEEDED', phase: 'login', sentence: 'The deadline passed while logging in.' },
  );
}

function failed(failure: ExchangeFailure): LoginOutcome {
  return { token: null, failure, redactor: createRedactor([]), call: null, certificate: null };
}
