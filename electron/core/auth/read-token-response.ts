import type { HeaderLine } from '#shared/model/exchange.ts';
import { findHeader } from '#shared/text/headers.ts';
import { decodeJwt, type Jwt } from '#shared/text/jwt.ts';
import { readScopes } from './token-state.ts';

/** A token endpoint's answer, judged. */
export type TokenReading =
  | {
      ok: true;
      accessToken: string;
      /** How long it may be used from now on. */
      lifetimeMs: number;
      scopes: string[];
      jwt: Jwt | null;
    }
  | { ok: false; sentence: string };

/** What is assumed when neither the answer nor the token says how long it lives. */
const assumedLifetimeMs = 5 * 60_000;

/**
 * Reads the answer of a token endpoint (RFC 6749, 5.1 and 5.2). Of a refusal the endpoint's own `error` and
 * `error_description` are quoted, cut short: the caller redacts them.
 *
 * @param now epoch ms by the server's clock, when the answer came
 */
export function readTokenResponse(
  answer: { status: number; headers: readonly HeaderLine[]; body: string },
  now: number,
): TokenReading {
  const { status } = answer;
  const fields = readObject(answer.body);
  if (fields === null) return { ok: false, sentence: sentenceForNoJson(answer) };
  const refusal = readRefusal(fields);
  if (refusal !== null) return { ok: false, sentence: `The token endpoint answered ${status}: ${refusal}.` };
  if (status < 200 || status > 299) {
    return { ok: false, sentence: `The token endpoint answered ${status} without a reason.` };
  }
  const token = fields.access_token;
  if (typeof token !== 'string' || token === '') {
    return { ok: false, sentence: `The token endpoint answered ${status} with JSON that has no access_token.` };
  }
  if (!isHeaderSafe(token)) {
    return { ok: false, sentence: 'The access_token holds characters that cannot be sent in a header.' };
  }
  const jwt = decodeJwt(token);
  return {
    ok: true,
    accessToken: token,
    lifetimeMs: readLifetime(fields.expires_in, jwt, now),
    scopes: readScopes(jwt?.claims.scope ?? fields.scope),
    jwt,
  };
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function sentenceForNoJson({
  status,
  headers,
  body,
}: {
  status: number;
  headers: readonly HeaderLine[];
  body: string;
}) {
  const isHtml = /html/i.test(findHeader(headers, 'content-type') ?? '') || /^\s*<(!doctype|html)/i.test(body);
  if (body.trim() === '') return `The token endpoint answered ${status} with an empty body.`;
  if (isHtml) {
    return `The token endpoint answered ${status} with a web page. It may be a login page or a proxy: check the token URL.`;
  }
  return `The token endpoint answered ${status} with something that is not JSON. Check the token URL.`;
}

const longestQuote = 200;

function readRefusal(fields: Record<string, unknown>): string | null {
  const { error, error_description: description } = fields;
  if (typeof error !== 'string' || error === '') return null;
  const text = typeof description === 'string' && description !== '' ? `${error}, ${description}` : error;
  const oneLine = text.replaceAll(/\s+/g, ' ').replace(/\.$/, '');
  return oneLine.length > longestQuote ? `${oneLine.slice(0, longestQuote)}…` : oneLine;
}

/** Visible ASCII, as RFC 6750 has it and a header needs it. */
function isHeaderSafe(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}

/** Seconds as a number, or as text as some servers write it; else what the token says of itself, told from `iat` so that a wrong clock does no harm. */
function readLifetime(expiresIn: unknown, jwt: Jwt | null, now: number): number {
  const seconds = typeof expiresIn === 'string' ? Number.parseFloat(expiresIn) : expiresIn;
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  const { exp, iat } = jwt?.claims ?? {};
  if (typeof exp !== 'number') return assumedLifetimeMs;
  return typeof iat === 'number' && iat <= exp ? (exp - iat) * 1000 : Math.max(0, exp * 1000 - now);
}
