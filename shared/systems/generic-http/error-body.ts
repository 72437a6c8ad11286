import { closedJson } from '../../text/json-cut.ts';
import { asText } from './plain-text.ts';

/** What an error answer says about itself. */
export type ErrorBody = { code: string | null; message: string | null; logId: string | null };

const longestMessage = 200;

/**
 * Reads the error shapes that services and token endpoints use: `{"error":{"code","message","logId"}}`,
 * `{"error","error_description"}` (RFC 6749, section 5.2), `{"message"}`, `{"title","detail"}` (RFC 9457),
 * `{"errorCode","errorSummary"}` (Okta), `{"fault":{"faultstring"}}` (Apigee), `{"errors":[{…}]}`. Null when it is none of them.
 */
export function readErrorBody(bodyText: string | null): ErrorBody | null {
  const body = jsonObject(bodyText) ?? jsonObject(beginningOf(bodyText));
  if (body === null) return null;
  const first: unknown = Array.isArray(body.errors) ? body.errors[0] : null;
  const inner = asObject(body.error) ?? asObject(body.fault) ?? asObject(first) ?? body;
  const code = textOf(inner.code) ?? textOf(body.error) ?? textOf(body.errorCode);
  const message =
    textOf(inner.message) ??
    textOf(body.error_description) ??
    textOf(inner.detail) ??
    textOf(inner.faultstring) ??
    textOf(body.errorSummary) ??
    textOf(body.message) ??
    textOf(body.title) ??
    textOf(first);
  return code === null && message === null ? null : { code, message, logId: textOf(inner.logId) };
}

/** Words of an error stand at its beginning. */
const longestBeginning = 8_192;

/** A body that breaks off, closed before the cut. */
function beginningOf(bodyText: string | null): string | null {
  const text = bareText(bodyText);
  return text.startsWith('{') ? closedJson(text.slice(0, longestBeginning)) : null;
}

/** The sentence of an error answer, cut to what fits a line and without tokens; null when it has none. */
export function messageOf(bodyText: string | null): string | null {
  const message = readErrorBody(bodyText)?.message ?? null;
  return message === null ? null : quotable(message);
}

/** A server's words as a finding may repeat them: one line, cut, and without what looks like a token or a secret. */
export function quotable(text: string): string {
  const line = withoutSecrets(text.replaceAll(/\s+/g, ' ').trim());
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line;
}

/** UAA and others quote the token they refuse. What is recorded is redacted already; this is for what was not. */
function withoutSecrets(text: string): string {
  return text
    .replaceAll(/\b(?:eyJ|eyA|ewo)[\w-]{6,}(?:\.[\w-]*)*/g, '‹token›')
    .replaceAll(/[\w+/=~-]{24,}/g, (run) => (isRandom(run) ? '‹hidden›' : run));
}

/** Small and capital letters and several digits: no word, no path, no UUID. */
function isRandom(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && (run.match(/\d/g)?.length ?? 0) > 2;
}

/** The answer's text is a web page, whatever its headers say. */
export function isHtml(bodyText: string | null): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|title|center|h1)\b/i.test(
    (bodyText ?? '').slice(0, 1_000),
  );
}

/** The text as a JSON object; null when it is anything else. */
export function jsonObject(text: string | null): Readonly<Record<string, unknown>> | null {
  const bare = bareText(text);
  if (!bare.startsWith('{') || !isClosed(bare)) return null;
  try {
    return asObject(JSON.parse(bare));
  } catch {
    return null;
  }
}

/** It ends as it begins: one that was cut need not be parsed to know that it is no JSON. */
export function isClosed(text: string): boolean {
  const [first = '', last = ''] = [text.trimStart().charAt(0), text.trimEnd().at(-1)];
  return first === '{' ? last === '}' : first !== '[' || last === ']';
}

function bareText(text: string | null): string {
  return (text ?? '').replace(/^\ufeff/, '').trimStart();
}

/** The text is JSON of any kind. */
export function isJsonText(text: string | null): boolean {
  if (!isClosed(bareText(text))) return false;
  try {
    JSON.parse((text ?? '').replace(/^\ufeff/, ''));
    return true;
  } catch {
    return false;
  }
}

/** Everything an answer's body says, as plain text to search in: of a web page the words that are seen. */
export function bodyWords(bodyText: string | null): string {
  return asText(bodyText ?? '');
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

/** Some servers write their codes as numbers. */
function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}
