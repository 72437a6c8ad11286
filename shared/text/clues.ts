import { type AuthorizationClue, type BodyAssertionClue, type Clues, type JwtClue, noClues } from '../model/clues.ts';
import { decodeBase64, splitAuthorization } from './authorization.ts';
import { type RawCall, readClientSecret } from './client-secret-clue.ts';
import { findJwts } from './find-jwts.ts';
import { findHeader } from './headers.ts';
import { decodeJwt } from './jwt.ts';
import { jwtForm } from './jwt-form.ts';

/**
 * What can be seen of the secrets of a call. Nothing of a secret is in it: forms, the user name of Basic, and what JWTs say of
 * themselves without their signatures. A call that carries none costs a look at its headers and one search of its body.
 */
export function readClues({ url, headers, body }: RawCall): Clues {
  const value = findHeader(headers, 'authorization');
  const isTold = body !== null && holdsCredential(body);
  if (value === null && !isTold && !url.includes('client_secret=')) return noClues;
  const text = isTold ? body : null;
  const own = value === null ? null : readAuthorization(value);
  return {
    authorization: own?.clue ?? null,
    bodyAssertion: text === null ? null : readBodyAssertion(text),
    jwts: [...(own?.jwt ? [own.jwt] : []), ...(text === null ? [] : bodyJwts(text))],
    clientSecret: readClientSecret({ url, headers, body: text }),
  };
}

/** Words without which a body has nothing to tell. */
export const credentialWords = ['"jwt"', 'eyJ', 'client_secret', 'grant_type'] as const;

function holdsCredential(body: string): boolean {
  return credentialWords.some((word) => body.includes(word));
}

function readAuthorization(value: string): { clue: AuthorizationClue; jwt: JwtClue | null } {
  const { scheme, credential, hasColon } = splitAuthorization(value);
  if (scheme === 'basic') return { clue: readBasic(credential), jwt: null };
  const glued = scheme === '' && /^bearer["']?ey/i.test(credential);
  const { form, fault, jwt } = glued
    ? { form: 'damaged-jwt' as const, fault: 'the scheme and the token run together', jwt: null }
    : jwtForm(credential);
  const said = fault === '' && hasColon ? 'a colon after the scheme' : fault;
  return {
    clue: { scheme, form, fault: said, username: null },
    jwt: jwt === null ? null : { in: 'authorization', ...jwt },
  };
}

/** User name of Basic. With an empty password it may be an API key, and is not told. */
function readBasic(credential: string): AuthorizationClue {
  const bare = { scheme: 'basic', fault: '', username: null };
  if (credential === '') return { ...bare, form: 'empty' };
  const pair = decodeBase64(credential);
  if (pair === null) {
    const isAsIs = credential.includes(':');
    const { form } = jwtForm(credential);
    if (form === 'placeholder') return { ...bare, form };
    return { ...bare, form: 'opaque', fault: isAsIs ? 'not in Base64' : 'it does not decode' };
  }
  const colon = pair.indexOf(':');
  if (colon === -1) return { ...bare, form: 'opaque', fault: 'no colon in it' };
  if (colon === pair.length - 1) return { ...bare, form: 'user-password', fault: 'the password is empty' };
  return { ...bare, form: 'user-password', username: pair.slice(0, colon) };
}

/** Bodies longer than this are searched, not parsed. */
const longestParsed = 1024 * 1024;

function readBodyAssertion(body: string): BodyAssertionClue | null {
  if (!body.includes('"jwt"')) return null;
  const property = 'jwt';
  const value = propertyOf(body, property);
  if (value === undefined) return null;
  if (value === null) return { property, form: 'empty', fault: '' };
  if (typeof value !== 'string') return { property, form: 'opaque', fault: 'not a text' };
  const { form, fault } = jwtForm(value);
  return { property, form, fault };
}

/** The property of a JSON object, at its top; of text that is no JSON, the first that is written like it. */
function propertyOf(body: string, name: string): unknown {
  if (body.length <= longestParsed) {
    try {
      const value: unknown = JSON.parse(body.replace(/^\ufeff/, ''));
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
      return (value as Record<string, unknown>)[name];
    } catch {
      // Not JSON: a comma too many must not hide what was sent.
    }
  }
  const written = new RegExp(`"${name}"\\s*:\\s*(?:"([^"\\\\]*)"|(null))`).exec(body);
  return written === null ? undefined : (written[1] ?? null);
}

const searchedCharacters = 256 * 1024;
const mostJwts = 8;

function bodyJwts(body: string): JwtClue[] {
  return findJwts(body.slice(0, searchedCharacters))
    .slice(0, mostJwts)
    .flatMap((text) => {
      const jwt = decodeJwt(text);
      return jwt === null ? [] : [{ in: 'body' as const, ...jwt }];
    });
}
