import type { ClientSecretClue } from '../model/clues.ts';
import type { HeaderLine } from '../model/exchange.ts';
import { decodeBase64, splitAuthorization } from './authorization.ts';
import { findHeader } from './headers.ts';

/** A call as it was, before any pseudonym took the place of a secret. */
export type RawCall = { url: string; headers: readonly HeaderLine[]; body: string | null };

/**
 * How a client secret travels in a call of a token endpoint; null when it is none. `isEncoded` is false for a `+` that
 * arrives as a blank: WHATWG form decoding does that in a form, RFC 6749, 2.3.1 in Basic.
 */
export function readClientSecret({ url, headers, body }: RawCall): ClientSecretClue | null {
  const inForm = body === null ? null : formValue(body, 'client_secret');
  if (inForm !== null) return { in: 'body', ...judge(inForm) };
  const inJson = body === null ? null : jsonValue(body);
  if (inJson !== null) return { in: 'body', hasPlus: inJson.includes('+'), isEncoded: true };
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  const inQuery = formValue(query, 'client_secret');
  if (inQuery !== null) return { in: 'query', ...judge(inQuery) };
  const isTokenCall = formValue(body ?? '', 'grant_type') !== null || formValue(query, 'grant_type') !== null;
  return isTokenCall ? inBasic(headers) : null;
}

/** UAA reads Basic as it is unless X-CF-ENCODED-CREDENTIALS says otherwise; other servers decode it. */
function inBasic(headers: RawCall['headers']): ClientSecretClue | null {
  const { scheme, credential } = splitAuthorization(findHeader(headers, 'authorization') ?? '');
  const pair = scheme === 'basic' ? decodeBase64(credential) : null;
  if (!pair?.includes(':')) return null;
  const isSaidEncoded = /^\s*true\s*$/i.test(findHeader(headers, 'x-cf-encoded-credentials') ?? '');
  const secret = pair.slice(pair.indexOf(':') + 1);
  const isEncodedPlus = isSaidEncoded && /%2b/i.test(secret);
  // A raw `+` anywhere in the pair is at the receiver's mercy; the client id is decoded along with the secret.
  return { in: 'basic', hasPlus: /[+ ]/.test(secret) || isEncodedPlus, isEncoded: !/[+ ]/.test(pair) };
}

/** Of a value as it stands in a form. Secrets hold no blanks, so one of those was a `+` once. */
function judge(raw: string): Pick<ClientSecretClue, 'hasPlus' | 'isEncoded'> {
  const isSpoilt = /[+ ]|%20/.test(raw);
  return { hasPlus: isSpoilt || /%2b/i.test(raw), isEncoded: !isSpoilt && !/%(?![0-9a-f]{2})/i.test(raw) };
}

/** The raw text of a form's field; null without it. Values are not decoded: how they are written is the point. */
function formValue(form: string, name: string): string | null {
  if (!form.includes(`${name}=`)) return null;
  const at = form.startsWith(`${name}=`) ? 0 : form.indexOf(`&${name}=`) + 1;
  if (at === 0 && !form.startsWith(`${name}=`)) return null;
  const start = at + name.length + 1;
  const end = form.indexOf('&', start);
  return form.slice(start, end === -1 ? undefined : end).trim();
}

function jsonValue(body: string): string | null {
  return /"client_secret"\s*:\s*"([^"\\]*)"/.exec(body)?.[1] ?? null;
}
