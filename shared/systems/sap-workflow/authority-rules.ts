import type { Evidence, Mend } from '../../model/gate-report.ts';
import { momentWords } from '../../text/moment.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import { renewToken } from '../generic-http/token-rules.ts';
import type { ExplainInput } from '../system.ts';
import { answered, wordsOf } from './answer.ts';
import { tokenName } from './bearer.ts';
import { listed } from './call.ts';
import { carriedEvidence, neededEvidence, type Refusal, refusalEvidence, refusalOf } from './refusal.ts';
import { strangeness } from './strange-token.ts';
import { carryingToken, isKnownUngranted } from './token-grant-rules.ts';
import { newerTokens } from './witnesses.ts';

/** Why the service answers 403 to a technical client: it was not granted what the call needs. */
export const authorityRules: readonly Rule[] = [authorityMissing, authorityUnseen, authorityUnnamed];

/** A 403 that may be about the client's authorities: a person has roles instead. */
function clientRefusal(input: ExplainInput): Refusal | null {
  const refusal = refusalOf(input);
  return refusal === null || refusal.bearer.holder === 'person' ? null : refusal;
}

/** The call's authority is known, the token's scopes are, and it is not among them. */
function authorityMissing(input: ExplainInput): Judgement | null {
  const refusal = clientRefusal(input);
  if (refusal === null || refusal.isCarried !== false || carryingToken(input, refusal)?.isKnownThen === true)
    return null;
  const { needed } = refusal;
  const granted = refusal.bearer.carried ?? [];
  const them = needed.length === 1 ? 'it' : 'them';
  return judgement('authority', {
    cause: 'authority-missing',
    confidence: confidenceOf(input, refusal),
    sentence:
      needed.length === 1 ? `The token does not carry \`${needed[0]}\`` : `The token carries none of ${listed(needed)}`,
    reason: `the call needs ${needed.length === 1 ? 'it' : 'one of them'}, the token’s scopes lack ${them}, and ${spoken(refusal)}`,
    needed,
    granted,
    evidence: [
      ...neededEvidence(refusal),
      ...carriedEvidence(refusal),
      ...refusalEvidence(refusal),
      ...newTokenEvidence(input, refusal),
    ],
    mends: [
      ...scopeMends(input),
      grant(refusal, granted),
      renewToken('Fetch a new token: the old one keeps its old scopes. The service key stays.'),
    ],
    probes: ['renew-token', 'list-definitions'],
  });
}

/**
 * Proven by the service’s words, SAP’s own list and a token that is no older than the call. A cached token may have been
 * overtaken by a grant: then a second token tells, and one that carries it speaks against a missing grant.
 */
function confidenceOf(input: ExplainInput, refusal: Refusal): 'certain' | 'likely' | 'possible' {
  if (refusal.isProcessAutomation && !refusal.isAboutPrivileges) return 'possible';
  const isUngranted = isKnownUngranted(input, refusal);
  if (!isUngranted && carryingToken(input, refusal) !== null) return 'possible';
  const isPlain = refusal.isPrinted && strangeness(input, refusal).length === 0 && askedScope(input) === null;
  return refusal.isAboutPrivileges && isPlain && isUngranted ? 'certain' : 'likely';
}

/** The call's authority is known, and what the token carries cannot be seen. */
function authorityUnseen(input: ExplainInput): Judgement | null {
  const refusal = clientRefusal(input);
  if (refusal === null || refusal.bearer.carried !== null || refusal.needed.length === 0) return null;
  if (carryingToken(input, refusal)?.isKnownThen === true) return null;
  const { needed } = refusal;
  return judgement('authority', {
    cause: 'authority-missing',
    confidence: refusal.isAboutPrivileges ? 'likely' : 'possible',
    sentence: `The token may lack ${listed(needed)}`,
    reason: `the call needs ${needed.length === 1 ? 'it' : 'one of them'}, and ${spoken(refusal)} What the token carries cannot be seen.`,
    needed,
    evidence: [...neededEvidence(refusal), ...refusalEvidence(refusal)],
    mends: [
      advice('Compare with the authorities of the service instance. An update of them replaces the whole list.'),
      renewToken('Fetch a new token after a change: the old one keeps its old scopes.'),
    ],
    probes: ['renew-token', 'list-definitions'],
  });
}

/** The service says that a privilege is missing, and the catalogue does not know the call. */
function authorityUnnamed(input: ExplainInput): Judgement | null {
  const refusal = clientRefusal(input);
  if (refusal === null || !refusal.isAboutPrivileges || refusal.needed.length > 0) return null;
  return judgement('authority', {
    cause: 'authority-missing',
    confidence: 'likely',
    sentence: 'The token lacks an authority that this call needs',
    reason: `${spoken(refusal)} Which one is not known: the catalogue does not have this call.`,
    granted: refusal.bearer.carried ?? [],
    evidence: refusalEvidence(refusal),
    mends: [advice('Look the call up in SAP’s API reference, and compare what it needs with the token’s scopes.')],
    probes: ['list-definitions'],
  });
}

/** The service's words as they stand, or that there were none. */
function spoken({ answer }: Refusal): string {
  const words = wordsOf(answer);
  return words === null ? answered(answer) : `the service answered “${words}”`;
}

/** The update replaces the list, so the list to write is what is granted now and what is needed on top. */
function grant({ needed, isProcessAutomation }: Refusal, granted: readonly string[]): Mend {
  if (isProcessAutomation) {
    return advice(
      'Use the key of a service instance whose plan covers this call. SAP prints no authorities for Process Automation.',
    );
  }
  if (needed.length !== 1) {
    return advice(
      'Grant the one that fits what the call does to the service instance. The update replaces the whole list.',
    );
  }
  return {
    text: 'Grant the authority to the service instance. The update replaces the whole list.',
    action: { kind: 'grant-authorities', authorities: [...new Set([...granted, ...needed])] },
  };
}

/** After a grant people look at the old token: say of the newest one what it carries. */
function newTokenEvidence(input: ExplainInput, { needed }: Refusal): Evidence[] {
  const newest = newerTokens(input).find(({ bearer }) => bearer.carried !== null)?.bearer;
  if (newest === undefined || needed.some((one) => newest.carried?.includes(one))) return [];
  const issued = newest.issuedAt === null ? '' : `, issued ${momentWords(newest.issuedAt)},`;
  return [{ text: `a newer one${issued} lacks it too`, source: `claim \`scope\` of ${tokenName(newest)}` }];
}

/** A scope the connection asks for; a token then carries that and no more. */
function askedScope({ connection, tokenExchange }: ExplainInput): string | null {
  const credential = connection?.credential;
  const set = credential?.kind === 'oauth2-client-credentials' ? credential.scope.trim() : '';
  const isSent = /(?:^|&)scope=[^&]/.test(tokenExchange?.request.body ?? '');
  return set !== '' || isSent ? set : null;
}

function scopeMends(input: ExplainInput): Mend[] {
  if (askedScope(input) === null) return [];
  const text =
    'The login asks for certain scopes only. Leave the scope empty: the token then carries everything granted.';
  return [{ text, action: { kind: 'open-connection' } }];
}
