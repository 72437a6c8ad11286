import { formatDuration } from '../../text/duration.ts';
import { momentWords } from '../../text/moment.ts';
import { type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import { renewToken } from '../generic-http/token-rules.ts';
import type { ExplainInput } from '../system.ts';
import { type Bearer, tokenName } from './bearer.ts';
import { listed } from './call.ts';
import { carriedEvidence, neededEvidence, type Refusal, refusalEvidence, refusalOf } from './refusal.ts';
import { newerTokens } from './witnesses.ts';

/** Why a 403 stays after a grant: a token keeps the scopes it was issued with. */
export const tokenGrantRules: readonly Rule[] = [newerTokenCarries, tokenIsOld];

/** A newer token of the same holder that carries what the call needs. */
type CarryingToken = {
  bearer: Bearer;
  /** It was there when the call was sent, or a probe of the call fetched it: the grant, and not its lack, explains the 403. */
  isKnownThen: boolean;
};

/** The newer token that proves a grant; null when no neighbour carries one. One that was known then comes first. */
export function carryingToken(input: ExplainInput, { needed }: Refusal): CarryingToken | null {
  const carrying = newerTokens(input).filter(({ bearer }) => needed.some((one) => bearer.carried?.includes(one)));
  const found = carrying.find(({ isProbe, isBeforeCall }) => isProbe || isBeforeCall) ?? carrying[0];
  return found === undefined ? null : { bearer: found.bearer, isKnownThen: found.isProbe || found.isBeforeCall };
}

const firstUseMs = 60_000;

/**
 * The token was fetched for this very call, or is used here for the first time soon after it was issued: then nothing can
 * have been granted between the two. People try again with a cached token seconds after a grant, so its age alone says little.
 */
export function isFresh({ exchange, tokenExchange, neighbours }: ExplainInput, { tag, issuedAt }: Bearer): boolean {
  if (tokenExchange !== null) return true;
  if (issuedAt === null || tag === null || exchange.startedAt - issuedAt > firstUseMs) return false;
  return !neighbours.some(({ exchange: other }) => {
    return other.kind === 'call' && other.token?.tag === tag && other.startedAt < exchange.startedAt;
  });
}

/** A token issued after this one, or this one itself fetched for the call, lacks the authority: it is not granted. */
export function isKnownUngranted(input: ExplainInput, { bearer, needed }: Refusal): boolean {
  if (isFresh(input, bearer)) return true;
  return newerTokens(input).some(
    ({ bearer: newer, isProbe, isBeforeCall }) =>
      (isProbe || isBeforeCall) && newer.carried !== null && !needed.some((one) => newer.carried?.includes(one)),
  );
}

function newerTokenCarries(input: ExplainInput): Judgement | null {
  const refusal = refusalOf(input);
  if (refusal === null || refusal.isCarried === true) return null;
  const newer = carryingToken(input, refusal);
  if (newer === null) return null;
  const { needed, bearer } = refusal;
  const isProven = newer.isKnownThen && refusal.isCarried === false && refusal.isAboutPrivileges && refusal.isPrinted;
  const lacks = refusal.isCarried === false ? 'this one lacks it' : 'what this one carries cannot be seen';
  return judgement('authority', {
    cause: 'token-older-than-grant',
    confidence: isProven ? 'certain' : 'likely',
    sentence: `The token is older than the grant of ${listed(needed)}`,
    reason: `a newer token of the same ${bearer.holder === 'person' ? 'person' : 'client'} carries it, and ${lacks}. A token keeps the scopes it was issued with.`,
    needed,
    granted: bearer.carried ?? [],
    evidence: [
      ...neededEvidence(refusal),
      { text: `issued ${at(bearer.issuedAt)}`, source: tokenName(bearer) },
      ...carriedEvidence(refusal),
      { text: `issued ${at(newer.bearer.issuedAt)}, carries ${needed.join(' or ')}`, source: tokenName(newer.bearer) },
      ...refusalEvidence(refusal),
    ],
    mends: [renewToken('Fetch a new token and send again. The service key stays.')],
    probes: ['renew-token'],
  });
}

/** Nothing speaks of a grant; but one made after this token was issued would not be in it. */
function tokenIsOld(input: ExplainInput): Judgement | null {
  const refusal = refusalOf(input);
  if (refusal === null || refusal.isCarried === true || refusal.needed.length === 0) return null;
  const { bearer, needed } = refusal;
  const age = bearer.issuedAt === null ? null : input.exchange.startedAt - bearer.issuedAt;
  if (age === null || age < 0 || isFresh(input, bearer) || newerTokens(input).length > 0) return null;
  return judgement('authority', {
    cause: 'token-older-than-grant',
    confidence: 'possible',
    sentence: `The token was ${formatDuration(age)} old: what was granted since is not in it`,
    reason: 'a token keeps the scopes it was issued with, and this one was not fetched for this call.',
    needed,
    granted: bearer.carried ?? [],
    evidence: [{ text: `issued ${at(bearer.issuedAt)}`, source: tokenName(bearer) }, ...carriedEvidence(refusal)],
    mends: [
      renewToken('Fetch a new token and send again, if the authority has been granted meanwhile.'),
      {
        text: 'Fetch a second token and compare its scopes with this one’s.',
        action: { kind: 'run-probe', probe: 'renew-token' },
      },
    ],
    probes: ['renew-token'],
  });
}

function at(issuedAt: number | null): string {
  return issuedAt === null ? 'at an unknown time' : momentWords(issuedAt);
}
