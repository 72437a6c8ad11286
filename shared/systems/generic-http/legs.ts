import type { ExplainInput } from '../system.ts';
import type { Leg } from './rule.ts';

/** The token call that belongs to an exchange: itself when it is one, else the one made for it; null with a cached token. */
export function loginLeg(input: ExplainInput): Leg | null {
  return input.exchange.kind === 'token' ? input.exchange : input.tokenExchange;
}

/** First bytes of the token endpoint's answer. */
export function loginBody(input: ExplainInput): string | null {
  return input.exchange.kind === 'token' ? input.bodyText : input.tokenBodyText;
}

/** The call ended before it was sent, because no token could be had. */
export function isStoppedAtLogin({ exchange }: ExplainInput): boolean {
  return exchange.kind === 'call' && exchange.failure?.phase === 'login';
}

/** The leg whose network the report draws: the token call's when the call itself was never sent. */
export function networkLeg(input: ExplainInput): Leg {
  return isStoppedAtLogin(input) && input.tokenExchange !== null ? input.tokenExchange : input.exchange;
}

/** The answer to the call itself; null for a token call, and when no complete answer came. */
export function callStatus({ exchange }: ExplainInput): number | null {
  return exchange.kind === 'call' && exchange.failure === null ? (exchange.response?.status ?? null) : null;
}

/** The host of a URL with its port, for sentences. */
export function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'the host';
}

/** `token endpoint` or `service`: whom a leg spoke to. */
export function partyOf(leg: Leg): string {
  return leg.kind === 'token' ? 'token endpoint' : 'service';
}
