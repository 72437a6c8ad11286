import type { HeaderLine } from '../model/exchange.ts';
import { findJwts } from '../text/find-jwts.ts';
import { decodeJwt } from '../text/jwt.ts';
import { type HeaderSecret, readSecretHeader } from './secret-headers.ts';
import { replaceSpans, type SecretSpan, secretSpans } from './secret-spans.ts';

/** The part that needs more than plain JavaScript: hashing, and the search for every spelling of a secret. */
export type Secrecy = {
  /** Four hexadecimal digits, the same for a secret wherever Gatewright meets it. */
  tagOf(value: string): string;
  /** A function that replaces secrets in all their spellings. */
  redactorFor(secrets: readonly { value: string; pseudonym: string }[]): (text: string) => string;
};

/** A call's texts, as far as they may hold a secret. */
export type SecretBearer = {
  url: string;
  headers: readonly HeaderLine[];
  body: string | null;
  responseHeaders: readonly HeaderLine[];
  responseBody: string | null;
  isTokenCall: boolean;
};

/** Takes the secrets out of a file's texts: same secret, same name, all over the file. */
export type FileRedactor = {
  text(text: string): string;
  headers(lines: readonly HeaderLine[], isTokenCall: boolean): HeaderLine[];
};

/**
 * Learns every secret of a file, then replaces each: where it stands in a field of its own by the name of that field, and
 * anywhere else by its value. Short values and plain words are replaced in their fields only; replaced everywhere, they would
 * make the file unreadable.
 */
export function redactorOfFile(bearers: readonly SecretBearer[], secrecy: Secrecy): FileRedactor {
  const known = new Map<string, string>();
  const everywhere = new Map<string, string>();
  const tags = new Map<string, string>();
  const tagOf = (value: string) => {
    const tag = tags.get(value) ?? secrecy.tagOf(value);
    tags.set(value, tag);
    return tag;
  };
  const nameOf = ({ kind, value }: { kind: string; value: string }) => `‹${known.get(value) ?? kind} ${tagOf(value)}›`;
  const note = (secret: HeaderSecret | SecretSpan) => {
    if (!known.has(secret.value)) known.set(secret.value, secret.kind);
    const alias = 'alias' in secret ? secret.alias : undefined;
    for (const value of [secret.value, alias ?? '']) {
      if (isDistinct(value)) everywhere.set(value, nameOf(secret));
    }
  };
  for (const bearer of bearers) for (const secret of secretsOf(bearer)) note(secret);
  const replaceAll = secrecy.redactorFor([...everywhere].map(([value, pseudonym]) => ({ value, pseudonym })));
  const text = (given: string) => replaceAll(replaceSpans(given, secretSpans(given), nameOf));
  return {
    text,
    headers: (lines, isTokenCall) =>
      lines.map(({ name, value }) => {
        const read = readSecretHeader({ name, value }, isTokenCall);
        return { name: text(name), value: read === null ? text(value) : replaceAll(read.write(nameOf)) };
      }),
  };
}

function secretsOf(bearer: SecretBearer): (HeaderSecret | SecretSpan)[] {
  const { url, headers, body, responseHeaders, responseBody, isTokenCall } = bearer;
  const lines = [...headers, ...responseHeaders];
  const texts = [url, body ?? '', responseBody ?? '', ...lines.map(({ value }) => value)].filter((text) => text !== '');
  const inHeaders = lines.flatMap((line) => readSecretHeader(line, isTokenCall)?.secrets ?? []);
  return [
    ...loginOf(url),
    ...[body ?? '', url, responseBody ?? ''].flatMap(secretSpans),
    ...inHeaders,
    ...texts.flatMap(secretSpans),
    ...texts.flatMap(jwts),
  ];
}

/** `https://user:password@host` */
function loginOf(url: string): HeaderSecret[] {
  const password = /^[a-z][\w+.-]*:\/\/[^/?#@\s:]*:([^/?#@\s]*)@/i.exec(url)?.[1] ?? '';
  return password === '' ? [] : [{ kind: 'password', value: password }];
}

/** A JWT in no field that says so is one all the same. */
function jwts(text: string): HeaderSecret[] {
  return findJwts(text)
    .filter((value) => decodeJwt(value) !== null)
    .map((value) => ({ kind: 'token', value }));
}

function isDistinct(value: string): boolean {
  return value.length >= 8 && !(value.length < 14 && /^[A-Za-z]+$/.test(value));
}
