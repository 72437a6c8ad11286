import type { HeaderLine } from '../model/exchange.ts';
import { decodeBase64, splitAuthorization } from '../text/authorization.ts';
import { decodeJwt } from '../text/jwt.ts';
import { jwtForm } from '../text/jwt-form.ts';
import { isNoSecret } from './secret-spans.ts';

/** A secret of a header. `alias`: another spelling of it that goes by the same name. */
export type HeaderSecret = { kind: string; value: string; alias?: string };

/** What a header holds in secret, and the line without it. `nameOf` gives the pseudonym of a secret. */
export type HeaderReading = { secrets: HeaderSecret[]; write(nameOf: (secret: HeaderSecret) => string): string };

const keyHeaders = /(?:^|-)(?:api-?key|subscription-key|token|secret|password|signature|assertion)$/i;

/** Reads a header whose very name says that its value is secret; null for any other. */
export function readSecretHeader({ name, value }: HeaderLine, isTokenCall: boolean): HeaderReading | null {
  const lower = name.toLowerCase();
  if (lower === 'authorization' || lower === 'proxy-authorization') return readAuthorization(value, isTokenCall);
  if (lower === 'cookie') return readCookies(value);
  if (lower === 'set-cookie') return readSetCookies(value);
  if (!keyHeaders.test(lower) || isNoSecret(value)) return null;
  if (/csrf|xsrf/.test(lower)) {
    // `Fetch` asks for one, `Required` wants one: neither is one.
    return /^(?:fetch|required)$/i.test(value.trim()) ? null : whole('CSRF token', value);
  }
  return whole(/key$/.test(lower) ? 'API key' : /token$/.test(lower) ? 'token' : 'secret', value);
}

function whole(kind: string, value: string): HeaderReading {
  const secret = { kind, value: value.trim() };
  return { secrets: [secret], write: (nameOf) => nameOf(secret) };
}

function readAuthorization(value: string, isTokenCall: boolean): HeaderReading | null {
  const { scheme, credential } = splitAuthorization(value);
  const { form } = jwtForm(credential);
  if (isNoSecret(credential) || form === 'placeholder') return null;
  const at = value.lastIndexOf(credential);
  const before = scheme === '' ? '' : value.slice(0, at);
  const secret = scheme === 'basic' ? basicSecret(credential, isTokenCall) : bearerSecret(scheme, credential);
  return { secrets: [secret], write: (nameOf) => before + nameOf(secret) };
}

function bearerSecret(scheme: string, credential: string): HeaderSecret {
  if (scheme !== '' && scheme !== 'bearer' && scheme !== 'token' && scheme !== 'dpop') {
    return { kind: 'authorization', value: credential };
  }
  const issuer = decodeJwt(credential)?.claims.iss;
  const isOwn = typeof issuer === 'string' && issuer.endsWith('.gserviceaccount.com');
  return { kind: isOwn ? 'assertion' : 'token', value: credential };
}

/** The pair goes by the name of its password; a client's is percent-encoded where the header says so. */
function basicSecret(credential: string, isTokenCall: boolean): HeaderSecret {
  const pair = decodeBase64(credential);
  const colon = pair?.indexOf(':') ?? -1;
  const password = pair === null || colon === -1 ? '' : pair.slice(colon + 1);
  if (password === '') return { kind: 'authorization', value: credential };
  const isEncoded = isTokenCall && /%[0-9a-f]{2}/i.test(password);
  return {
    kind: isTokenCall ? 'client secret' : 'password',
    value: isEncoded ? decoded(password) : password,
    alias: credential,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readCookies(value: string): HeaderReading {
  const pairs = value.split(';').map((pair) => splitPair(pair));
  return cookieReading(pairs.map(({ before, value: one }) => ({ before, value: one, after: '' })));
}

/** Several in one line, parted by a line break, as HARs of Chrome have them. */
function readSetCookies(value: string): HeaderReading {
  const lines = value.split('\n').map((line) => {
    const end = line.indexOf(';');
    const { before, value: one } = splitPair(end === -1 ? line : line.slice(0, end));
    return { before, value: one, after: end === -1 ? '' : line.slice(end) };
  });
  return cookieReading(lines, '\n');
}

function cookieReading(parts: { before: string; value: string; after: string }[], by = ';'): HeaderReading {
  const secretOf = ({ value }: { value: string }) => ({ kind: 'cookie', value });
  const held = parts.filter(({ value }) => !isNoSecret(value));
  return {
    secrets: held.map(secretOf),
    write: (nameOf) =>
      parts
        .map((part) => part.before + (isNoSecret(part.value) ? part.value : nameOf(secretOf(part))) + part.after)
        .join(by),
  };
}

function splitPair(pair: string): { before: string; value: string } {
  const at = pair.indexOf('=');
  return at === -1
    ? { before: '', value: pair.trim() }
    : { before: pair.slice(0, at + 1), value: pair.slice(at + 1).trim() };
}
