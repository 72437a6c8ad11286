import type { Clock } from '#core/ports.ts';
import { createSecretText, type Digest, digestOf, isSameDigest } from './secret-text.ts';

/** A link may be opened once. `unknown` is the only verdict that counts as a guess. */
export type LinkVerdict = 'accepted' | 'stale' | 'unknown';

export type Links = {
  /** A new token for the fragment of a link, good for one exchange within `lifeMs`. */
  issue(lifeMs: number): string;
  /** Takes a token out of circulation, whatever the verdict. */
  redeem(token: string): LinkVerdict;
};

// Enough to know a stale link from a guess; a link older than the last hundred is met like a guess.
const remembered = 100;

/** The single-use tokens that are out, and those that were. */
export function createLinks(clock: Clock): Links {
  let links: { digest: Digest; expiresAt: number; isUsed: boolean }[] = [];
  return {
    issue(lifeMs) {
      const token = createSecretText();
      links = [...links, { digest: digestOf(token), expiresAt: clock.now() + lifeMs, isUsed: false }].slice(
        -remembered,
      );
      return token;
    },
    redeem(token) {
      const digest = digestOf(token);
      const link = links.find((candidate) => isSameDigest(candidate.digest, digest));
      if (link === undefined) return 'unknown';
      const verdict = link.isUsed || clock.now() >= link.expiresAt ? 'stale' : 'accepted';
      link.isUsed = true;
      return verdict;
    },
  };
}
