import type { Evidence } from '../../model/gate-report.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import { answered } from './answer.ts';
import { bearerOf, tokenName } from './bearer.ts';
import { listed } from './call.ts';
import { carriedEvidence, neededEvidence, type Refusal, refusalEvidence, refusalOf } from './refusal.ts';
import { strangeness } from './strange-token.ts';
import { witnessesOf } from './witnesses.ts';

/** The token says itself that it belongs elsewhere. */
export const strangeTokenRules: readonly Rule[] = [strangeToken];

/** Nothing says where it belongs, and it was refused all the same. */
export const openRefusalRules: readonly Rule[] = [refusedDespiteAuthority];

const mends = [
  advice('Compare service instance, tenant and application of the token with those of the service key.'),
  {
    text: 'Import the key of the service instance the workflow belongs to.',
    action: { kind: 'open-connection' } as const,
  },
];

/** The token is of another instance, application or tenant than the connection's key, by what it says itself. */
function strangeToken(input: ExplainInput): Judgement | null {
  const refusal = refusalOf(input);
  if (refusal === null) return null;
  const strange = strangeness(input, refusal);
  const elsewhere = refusal.isCarried === true ? letThrough(input, refusal) : [];
  if (strange.length === 0 && elsewhere.length === 0) return null;
  return judgement('authority', {
    cause: 'wrong-service-instance',
    confidence: elsewhere.length > 0 ? 'certain' : 'likely',
    sentence: 'The token belongs to another service instance than the one that is called',
    reason:
      elsewhere.length > 0
        ? `the token carries what the call needs and was refused, while the same operation went through with the token of another instance.`
        : `the token says where it belongs, and ${answered(refusal.answer)}`,
    needed: refusal.needed,
    granted: refusal.bearer.carried ?? [],
    evidence: [...strange, ...elsewhere, ...carriedEvidence(refusal), ...refusalEvidence(refusal)],
    mends,
    probes: ['renew-token', 'list-definitions'],
  });
}

/** The same operation, let through by a token of another instance or tenant that carries the same. */
function letThrough(input: ExplainInput, { bearer, operation, needed, isAboutPrivileges }: Refusal): Evidence[] {
  if (operation === null || !isAboutPrivileges) return [];
  for (const witness of witnessesOf(input).toReversed()) {
    const other = bearerOf(witness.neighbour.exchange);
    const isElsewhere = isOther(bearer.serviceInstanceId, other.serviceInstanceId) || isOther(bearer.zone, other.zone);
    if (witness.operation?.id !== operation.id || witness.status > 299 || !isElsewhere) continue;
    if (!needed.some((one) => other.carried?.includes(one))) continue;
    const place = other.serviceInstanceId ?? other.zone;
    return [
      { text: `“${operation.name}” was answered ${witness.status} to one of \`${place}\``, source: tokenName(other) },
    ];
  }
  return [];
}

function isOther(own: string | null, other: string | null): boolean {
  return own !== null && other !== null && own.toLowerCase() !== other.toLowerCase();
}

/** The token carries what the call needs, and the service refuses all the same: say so, and claim no cause. */
function refusedDespiteAuthority(input: ExplainInput): Judgement | null {
  const refusal = refusalOf(input);
  if (refusal === null) return null;
  const { needed, isCarried } = refusal;
  const carried = refusal.bearer.carried ?? [];
  const isOpen = isCarried === false && refusal.isProcessAutomation;
  if (isCarried !== true && !isOpen) return null;
  return judgement(null, {
    cause: 'wrong-service-instance',
    confidence: 'possible',
    sentence: isOpen
      ? 'The service key may be one of another service'
      : `The service refused the call although the token carries ${listed(needed.filter((one) => carried.includes(one)))}`,
    reason: isOpen
      ? 'Process Automation answers 403 to a key that was not made for it.'
      : 'the authority the catalogue names is there, so something else stands against the call.',
    granted: carried,
    needed,
    evidence: [...neededEvidence(refusal), ...refusalEvidence(refusal)],
    mends: [...mends, advice('Read the body and the headers of the answer for a code.')],
    probes: ['list-definitions', 'renew-token'],
  });
}
