import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../ports.ts';
import type { Faults } from '../faults.ts';
import type { ContainerFaultId } from './process-server-faults.ts';
import { type PracticeUser, taskClientRole } from './users.ts';

/** Whom the container lets through; `user` is null for an anonymous caller. `session` is one to be set. */
export type Admission =
  | { isAdmitted: true; user: string | null; session: string | null }
  | { isAdmitted: false; status: 401 | 403 | 404 };

export type Container = {
  admit(authorization: string | null, cookie: string | null): Admission;
};

/** How long a session lives without a call. */
export const sessionMs = 30 * 60_000;
export const sessionCookie = 'JSESSIONID';

type Session = { user: PracticeUser; usedAt: number };

/**
 * The servlet container before the engine: HTTP Basic, one role, and a session that outlives the password. While it is open,
 * nobody is asked who he is, and no session is known.
 */
export function createContainer(
  users: readonly PracticeUser[],
  clock: Clock,
  faults: Faults<ContainerFaultId>,
): Container {
  const sessions = new Map<string, Session>();

  const sessionOf = (cookie: string | null): PracticeUser | null => {
    const id = new RegExp(`(?:^|;)\\s*${sessionCookie}=([\\w-]+)`).exec(cookie ?? '')?.[1] ?? '';
    const session = sessions.get(id);
    if (session === undefined) return null;
    if (clock.now() - session.usedAt > sessionMs) {
      sessions.delete(id);
      return null;
    }
    session.usedAt = clock.now();
    return session.user;
  };

  const beginSession = (user: PracticeUser): string => {
    const id = randomBytes(16).toString('hex').toUpperCase();
    sessions.set(id, { user, usedAt: clock.now() });
    return id;
  };

  const beginOpen = (authorization: string | null): Admission => {
    sessions.clear();
    const user = userOf(authorization, users);
    return { isAdmitted: true, user: user?.name ?? null, session: user === null ? null : beginSession(user) };
  };

  return {
    admit(authorization, cookie) {
      if (faults.isOn('application-stopped')) return { isAdmitted: false, status: 404 };
      if (faults.isOn('open-container')) return beginOpen(authorization);
      // A container asks its sessions first: the user of one stays, whoever the Basic header beside it names.
      const known = sessionOf(cookie);
      const user = known ?? (faults.isOn('passwords-changed') ? null : userOf(authorization, users));
      if (user === null) return { isAdmitted: false, status: 401 };
      const mayEnter = user.roles.includes(taskClientRole) && !faults.isOn('role-taken');
      if (!mayEnter) return { isAdmitted: false, status: 403 };
      return { isAdmitted: true, user: user.name, session: known === null ? beginSession(user) : null };
    },
  };
}

/** Reads HTTP Basic (RFC 7617), in UTF-8. Null without a header, and for a user or a password that is wrong. */
function userOf(authorization: string | null, users: readonly PracticeUser[]): PracticeUser | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*) *$/i.exec(authorization ?? '')?.[1];
  const pair = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  const user = users.find(({ name }) => name === pair.slice(0, Math.max(colon, 0)));
  return user !== undefined && isSame(user.password, pair.slice(colon + 1)) ? user : null;
}

function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
