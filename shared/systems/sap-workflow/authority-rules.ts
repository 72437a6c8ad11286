import type { Evidence, Mend } from '../../model/gate-report.ts';
import { readErrorBody } from '../generic-http/error-body.ts';
import { callStatus } from '../generic-http/legs.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import { renewToken } from '../generic-http/token-rules.ts';
import type { ExplainInput } from '../system.ts';
import { carriedBy, isCarried, neededBy, operationOf } from './call.ts';

/** Why the service answers 403. */
export const authorityRules: readonly Rule[] = [
  authorityMissing,
  authorityUnseen,
  authorityUnnamed,
  refusedDespiteAuthority,
];

/** The call's authority is known, the token's scopes are, and it is not among them. */
function authorityMissing(input: ExplainInput): Judgement | null {
  const { token } = input.exchange;
  const needed = neededBy(input);
  const granted = token === null ? null : carriedBy(token);
  if (callStatus(input) !== 403 || token === null || granted === null || isCarried(input) !== false) return null;
  const said = privilegesSentence(input);
  const isProven = said !== null && needed.length === 1 && operationOf(input)?.isAuthorityInferred !== true;
  const answered = said === null ? 'the service answered 403' : `the service answered “${said}”`;
  return judgement('authority', {
    cause: 'authority-missing',
    confidence: isProven ? 'certain' : 'likely',
    sentence:
      needed.length === 1 ? `The token does not carry \`${needed[0]}\`` : `The token carries none of ${listed(needed)}`,
    reason: `the call needs ${needed.length === 1 ? 'it' : 'one of them'}, the token’s scopes lack ${needed.length === 1 ? 'it' : 'them'}, and ${answered}`,
    needed,
    granted,
    evidence: [
      ...catalogueEvidence(input),
      {
        text: granted.length === 0 ? 'no authority' : granted.join(', '),
        source: `claim \`scope\` of token \`${token.tag}\``,
      },
      ...answerEvidence(said),
    ],
    mends: [
      grant(needed, granted),
      renewToken('Fetch a new token: the old one keeps its old scopes. The service key stays.'),
    ],
  });
}

/** The call's authority is known, and what the token carries cannot be seen. */
function authorityUnseen(input: ExplainInput): Judgement | null {
  const { token } = input.exchange;
  const needed = neededBy(input);
  if (callStatus(input) !== 403 || token === null || carriedBy(token) !== null || needed.length === 0) return null;
  const said = privilegesSentence(input);
  return judgement('authority', {
    cause: 'authority-missing',
    confidence: said === null ? 'possible' : 'likely',
    sentence: `The token may lack ${listed(needed)}`,
    reason: `the call needs it, and the service answered ${said === null ? '403' : `“${said}”`} What the token carries cannot be seen.`,
    needed,
    evidence: [...catalogueEvidence(input), ...answerEvidence(said)],
    mends: [
      advice('Compare with the authorities of the service instance. An update of them replaces the whole list.'),
      renewToken('Fetch a new token after a change: the old one keeps its old scopes.'),
    ],
  });
}

/** The service says that a privilege is missing, and the catalogue does not know the call. */
function authorityUnnamed(input: ExplainInput): Judgement | null {
  const said = privilegesSentence(input);
  const { token } = input.exchange;
  if (callStatus(input) !== 403 || said === null || neededBy(input).length > 0) return null;
  return judgement('authority', {
    cause: 'authority-missing',
    confidence: 'likely',
    sentence: 'The token lacks an authority that this call needs',
    reason: `the service answered “${said}” Which one is not known: the catalogue does not have this call.`,
    granted: (token && carriedBy(token)) ?? [],
    evidence: answerEvidence(said),
    mends: [advice('Look the call up in SAP’s API reference, and compare what it needs with the token’s scopes.')],
  });
}

/** The token carries what the call needs, and the service refuses all the same: say so, and claim no cause. */
function refusedDespiteAuthority(input: ExplainInput): Judgement | null {
  if (callStatus(input) !== 403 || isCarried(input) !== true) return null;
  const carried = carriedBy(input.exchange.token ?? nothingCarried) ?? [];
  const needed = neededBy(input);
  return judgement(null, {
    cause: 'wrong-service-instance',
    confidence: 'possible',
    sentence: `The service refused the call although the token carries ${listed(needed.filter((one) => carried.includes(one)))}`,
    reason: 'the authority the catalogue names is there, so something else stands against the call.',
    granted: carried,
    needed,
    evidence: [...catalogueEvidence(input), ...answerEvidence(readErrorBody(input.bodyText)?.message ?? null)],
    mends: [
      advice('Check that the token’s service instance is the one the workflow belongs to.'),
      advice('Read the body and the headers of the answer for a code.'),
    ],
  });
}

const nothingCarried = { tag: '', fetchedAt: 0, expiresAt: 0, scopes: [], authorities: [], header: null, claims: null };

/** The update replaces the list, so the list to write is what is granted now and what is needed on top. */
function grant(needed: readonly string[], granted: readonly string[]): Mend {
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

/** The service's words, if they are about privileges. */
function privilegesSentence({ bodyText }: ExplainInput): string | null {
  const body = readErrorBody(bodyText);
  if (body === null) return null;
  const isAbout =
    /sufficient privileges/i.test(body.message ?? '') || /not\.sufficient\.privileges$/.test(body.code ?? '');
  return isAbout ? (body.message ?? body.code) : null;
}

function catalogueEvidence(input: ExplainInput): Evidence[] {
  const operation = operationOf(input);
  if (operation === null) return [];
  const text = `${operation.method} ${operation.path} needs ${neededBy(input).join(' or ')}`;
  return [{ text, source: 'operation catalogue' }];
}

function answerEvidence(said: string | null): Evidence[] {
  return [{ text: said ?? 'status 403', source: said === null ? 'response' : 'response body' }];
}

function listed(authorities: readonly string[]): string {
  return authorities.map((authority) => `\`${authority}\``).join(', ');
}
