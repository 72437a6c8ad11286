import { createHash } from 'node:crypto';
import type { HeaderLine } from '#shared/model/exchange.ts';
import { findHeaders } from '#shared/text/headers.ts';
import type { Clock } from '../ports.ts';
import { readSetCookie, type SessionCookie } from './read-set-cookie.ts';

/** Whose cookies: a connection, and the login they were handed to. */
export type Session = { connectionId: string; loginTag: string };

/** The session cookies of Basic logins, in memory. Another user never gets the session of the one before. */
export type Sessions = {
  /** The value of `Cookie` for a call; null without one. */
  cookieFor(session: Session, url: URL): string | null;
  /** Takes what an answer hands out. */
  keep(session: Session, url: URL, headers: readonly HeaderLine[]): void;
  forget(connectionId: string): void;
};

type Jar = { loginTag: string; cookies: SessionCookie[] };

const mostCookies = 50;

export function createSessions(clock: Clock): Sessions {
  const jars = new Map<string, Jar>();

  /** The jar of this very login; that of another one is emptied. */
  const jarOf = ({ connectionId, loginTag }: Session): Jar => {
    const found = jars.get(connectionId);
    if (found?.loginTag === loginTag) return found;
    const jar = { loginTag, cookies: [] };
    jars.set(connectionId, jar);
    return jar;
  };

  return {
    cookieFor(session, url) {
      const jar = jarOf(session);
      const now = clock.now();
      jar.cookies = jar.cookies.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
      const fitting = jar.cookies.filter((cookie) => goesTo(cookie, url));
      const ordered = fitting.toSorted((a, b) => b.path.length - a.path.length);
      return ordered.length === 0 ? null : ordered.map(({ name, value }) => `${name}=${value}`).join('; ');
    },
    keep(session, url, headers) {
      // An answer to the login before may still be on its way when the user changes.
      const jar = jars.get(session.connectionId);
      if (jar?.loginTag !== session.loginTag) return;
      for (const line of findHeaders(headers, 'set-cookie')) {
        const cookie = readSetCookie(line, url, clock.now());
        if (cookie === null) continue;
        const others = jar.cookies.filter((other) => !isSame(other, cookie));
        jar.cookies = [...others, cookie].slice(-mostCookies);
      }
    },
    forget(connectionId) {
      jars.delete(connectionId);
    },
  };
}

/** Tells logins apart without keeping them. */
export function loginTagOf(username: string, password: string): string {
  return createHash('sha256')
    .update(JSON.stringify([username, password]))
    .digest('base64');
}

function isSame(a: SessionCookie, b: SessionCookie): boolean {
  return a.name === b.name && a.origin === b.origin && a.path === b.path;
}

/** RFC 6265, 5.4, and stricter: a cookie goes back to the very origin it came from, port and scheme included. */
function goesTo({ origin, path }: SessionCookie, { origin: to, pathname }: URL): boolean {
  if (origin !== to || !pathname.startsWith(path)) return false;
  return pathname.length === path.length || path.endsWith('/') || pathname[path.length] === '/';
}
