import type { HeaderLine } from '#shared/model/exchange.ts';
import type { KnownSecret, Redactor } from './redactor.ts';
import { pseudonym } from './secret-tag.ts';

/** Headers whose value is a credential, whoever wrote it. */
const credentialHeaders: ReadonlyMap<string, string> = new Map([
  ['authorization', 'authorization'],
  ['proxy-authorization', 'proxy authorization'],
  ['cookie', 'cookie'],
]);

/** Shorter cookie values are flags and counters (`lang=de`); replacing those everywhere would garble the answer. */
const shortestCookie = 8;

/** The secrets in headers typed by hand, so that an answer that echoes them is redacted too. */
export function typedSecrets(headers: readonly HeaderLine[]): KnownSecret[] {
  return headers.flatMap(({ name, value }) => {
    const kind = credentialHeaders.get(name.toLowerCase());
    if (kind === undefined) return [];
    if (kind === 'cookie') return cookieSecrets(value);
    const { credential } = splitScheme(value);
    return [{ value: credential, pseudonym: pseudonym(kind, credential) }, ...basicPassword(value)];
  });
}

/** The session cookies an answer hands out: whoever has one is logged in. */
export function setCookieSecrets(headers: readonly HeaderLine[]): KnownSecret[] {
  return headers
    .filter(({ name }) => isSetCookie(name))
    .flatMap(({ value }) => {
      const { cookie } = splitSetCookie(value);
      return cookie.length < shortestCookie ? [] : [{ value: cookie, pseudonym: pseudonym('cookie', cookie) }];
    });
}

/**
 * Headers as they may be kept: a credential by its pseudonym, anything else with the known secrets replaced. Most answers
 * hold no secret, so all other lines are searched at once and looked at one by one only when something was found.
 */
export function redactHeaders(lines: readonly HeaderLine[], redactor: Redactor): HeaderLine[] {
  const others = lines
    .filter(({ name }) => !credentialHeaders.has(name.toLowerCase()) && !isSetCookie(name))
    .map(({ name, value }) => `${name}: ${value}`)
    .join('\n');
  const isClean = redactor.text(others) === others;
  return lines.map((line) => {
    const kind = credentialHeaders.get(line.name.toLowerCase());
    if (kind === 'cookie') return redactCookies(line, redactor);
    if (kind !== undefined) return redactCredential(line, kind, redactor);
    if (isSetCookie(line.name)) return redactSetCookie(line, redactor);
    return isClean ? line : { name: redactor.text(line.name), value: redactor.text(line.value) };
  });
}

function redactCredential({ name, value }: HeaderLine, kind: string, redactor: Redactor): HeaderLine {
  const { scheme, credential } = splitScheme(value);
  return { name, value: scheme + hidden(credential, kind, redactor) };
}

/** Each cookie by its name and the pseudonym that `Set-Cookie` has for it, so that a session is known again. */
function redactCookies({ name, value }: HeaderLine, redactor: Redactor): HeaderLine {
  const pairs = value.split(';').map((pair) => {
    const [, space = '', cookieName = '', cookie = ''] = /^(\s*)([\w!#$%&'*+.^`|~-]{1,64}=)?(.*)$/s.exec(pair) ?? [];
    // A value with nothing but `=` behind it is Base64, and not the name of a cookie.
    if (/^=*\s*$/.test(cookie)) return cookieName === '' ? pair : space + hidden(pair.trim(), 'cookie', redactor);
    return space + redactor.text(cookieName) + hidden(cookie.trim(), 'cookie', redactor);
  });
  return { name, value: pairs.join(';') };
}

function hidden(credential: string, kind: string, redactor: Redactor): string {
  const known = redactor.text(credential);
  return /^‹[^‹›]*›$/.test(known) ? known : pseudonym(kind, credential);
}

function isSetCookie(name: string): boolean {
  return name.toLowerCase() === 'set-cookie';
}

/** Which cookie it is and where it goes may be read; what it is worth may not. */
function redactSetCookie({ name, value }: HeaderLine, redactor: Redactor): HeaderLine {
  const { before, cookie, after } = splitSetCookie(value);
  const kept = cookie === '' ? '' : pseudonym('cookie', cookie);
  return { name, value: `${redactor.text(before)}${kept}${redactor.text(after)}` };
}

/** `id=abc; Path=/` → `id=`, `abc`, `; Path=/` */
function splitSetCookie(value: string): { before: string; cookie: string; after: string } {
  const [, before = '', cookie = '', after = ''] = /^([^=;]*=)?([^;]*)(.*)$/s.exec(value) ?? [];
  return { before, cookie: cookie.trim(), after };
}

/** `Bearer abc` → `Bearer `, `abc`; a value without a scheme is all credential. */
function splitScheme(value: string): { scheme: string; credential: string } {
  const scheme = /^(?:Basic|Bearer|Digest|Negotiate|NTLM|Token|ApiKey|DPoP)\s+/i.exec(value)?.[0] ?? '';
  return { scheme, credential: value.slice(scheme.length) };
}

function basicPassword(value: string): KnownSecret[] {
  const encoded = /^Basic\s+(\S+)$/i.exec(value)?.[1];
  if (encoded === undefined) return [];
  const decoded = Buffer.from(encoded, 'base64').toString();
  const colon = decoded.indexOf(':');
  const password = colon === -1 ? '' : decoded.slice(colon + 1);
  return [{ value: password, pseudonym: pseudonym('password', password) }];
}

function cookieSecrets(value: string): KnownSecret[] {
  const values = value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
  return [value, ...values]
    .filter((one) => one.length >= shortestCookie)
    .map((one) => ({ value: one, pseudonym: pseudonym('cookie', one) }));
}
