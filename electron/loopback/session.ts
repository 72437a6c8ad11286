import type { Clock } from '#core/ports.ts';
import { createLinks } from './links.ts';
import { createSecretText, type Digest, digestOf, isSameDigest } from './secret-text.ts';

/** What a page must show to get a session: a link's token, or the ticket its last load left behind. */
export type Claim = { token: string } | { ticket: string };

/** What it gets. Each value is 256 random bits; `appPath` is `/` and 43 characters. */
export type Grant = { sessionSecret: string; appPath: string; resumeTicket: string };

export type Sessions = {
  issueLink(lifeMs: number): string;
  /** Null when the claim does not hold. A new session ends the one before it. */
  exchange(claim: Claim): Grant | null;
  /** Whether the first segment of a path is the session's. */
  isAppSegment(segment: string): boolean;
  isSecret(text: string): boolean;
  /** Counts a page's socket in; the answer counts it out. */
  socketOpened(): () => void;
  /** Called with every session that ends because a new one began. */
  onEnded(listener: () => void): void;
};

/** How long a page may be gone and still come back with its ticket. */
export const resumeMs = 60_000;
const maxWrongTries = 5;

type Session = {
  secret: Digest;
  segment: Digest;
  ticket: Digest;
  openSockets: number;
  /** Epoch ms since which no socket is open. */
  aloneSince: number;
};

/**
 * The one session there may be. Everything is compared by digest in constant time. Five guesses, and nothing is
 * accepted any more; `onLockedOut` is then told once.
 */
export function createSessions(deps: { clock: Clock; onLockedOut(): void }): Sessions {
  const { clock } = deps;
  const links = createLinks(clock);
  const usedTickets: Digest[] = [];
  const endListeners: (() => void)[] = [];
  let session: Session | null = null;
  let wrongTries = 0;

  const noteGuess = () => {
    wrongTries += 1;
    if (wrongTries === maxWrongTries) deps.onLockedOut();
  };

  const isTicketGood = (ticket: string): boolean => {
    const digest = digestOf(ticket);
    if (session === null || !isSameDigest(session.ticket, digest)) {
      if (!usedTickets.some((used) => isSameDigest(used, digest))) noteGuess();
      return false;
    }
    return session.openSockets > 0 || clock.now() < session.aloneSince + resumeMs;
  };

  const isTokenGood = (token: string): boolean => {
    const verdict = links.redeem(token);
    if (verdict === 'unknown') noteGuess();
    return verdict === 'accepted';
  };

  const begin = (): Grant => {
    if (session !== null) {
      usedTickets.push(session.ticket);
      for (const listener of endListeners) listener();
    }
    const grant = {
      sessionSecret: createSecretText(),
      appPath: `/${createSecretText()}`,
      resumeTicket: createSecretText(),
    };
    session = {
      secret: digestOf(grant.sessionSecret),
      segment: digestOf(grant.appPath.slice(1)),
      ticket: digestOf(grant.resumeTicket),
      openSockets: 0,
      aloneSince: clock.now(),
    };
    return grant;
  };

  return {
    issueLink: links.issue,
    exchange(claim) {
      if (wrongTries >= maxWrongTries) return null;
      const isGood = 'token' in claim ? isTokenGood(claim.token) : isTicketGood(claim.ticket);
      return isGood ? begin() : null;
    },
    isAppSegment: (segment) => session !== null && isSameDigest(session.segment, digestOf(segment)),
    isSecret: (text) => session !== null && isSameDigest(session.secret, digestOf(text)),
    socketOpened: () => countSocket(session, clock),
    onEnded: (listener) => endListeners.push(listener),
  };
}

function countSocket(session: Session | null, clock: Clock): () => void {
  if (session === null) return () => {};
  session.openSockets += 1;
  return () => {
    session.openSockets -= 1;
    session.aloneSince = clock.now();
  };
}
