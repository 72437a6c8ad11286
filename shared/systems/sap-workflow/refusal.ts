import type { Evidence } from '../../model/gate-report.ts';
import { findHeader } from '../../text/headers.ts';
import type { ExplainInput, Operation } from '../system.ts';
import { type Answer, answerEvidence, answerOf, hasCode } from './answer.ts';
import { type Bearer, bearerOf, tokenName } from './bearer.ts';
import { isProcessAutomation, neededBy, operationOf } from './call.ts';

/** A 403, and what is known around it. */
export type Refusal = {
  answer: Answer;
  bearer: Bearer;
  operation: Operation | null;
  /** Authorities of which the call needs one; empty when the catalogue does not know the call. */
  needed: readonly string[];
  /** Whether the token carries one of them; null when that cannot be told. */
  isCarried: boolean | null;
  /** The service says that privileges are missing. */
  isAboutPrivileges: boolean;
  /** SAP prints exactly one authority for this call, and prints it for this product. */
  isPrinted: boolean;
  isProcessAutomation: boolean;
};

/** The 403 of a call; null for any other answer, and for one that names another reason itself. */
export function refusalOf(input: ExplainInput): Refusal | null {
  const answer = answerOf(input);
  if (answer?.status !== 403 || isAboutCsrf(input, answer) || isAboutIdentity(answer)) return null;
  const bearer = bearerOf(input.exchange);
  const operation = operationOf(input);
  const needed = neededBy(input);
  const { carried } = bearer;
  const isSbpa = isProcessAutomation(input);
  return {
    answer,
    bearer,
    operation,
    needed,
    isCarried: needed.length === 0 || carried === null ? null : needed.some((one) => carried.includes(one)),
    isAboutPrivileges: isAboutPrivileges(answer),
    isPrinted: needed.length === 1 && operation?.isAuthorityInferred !== true && !isSbpa,
    isProcessAutomation: isSbpa,
  };
}

/** A router before the service wants a CSRF token. It says so in a header, whose name and case vary. */
export function isAboutCsrf({ exchange }: ExplainInput, answer: Answer): boolean {
  const asked = findHeader(exchange.response?.headers ?? [], 'x-csrf-token')
    ?.trim()
    .toLowerCase();
  if (answer.status !== 403 || isAboutPrivileges(answer)) return false;
  return asked === 'required' || /\b[cx]srf\b/i.test(answer.message ?? '');
}

/** The API asks for a person. The code is SAP's (community.sap.com m-p/12056566); its message names the missing identity. */
export function isAboutIdentity(answer: Answer): boolean {
  if (answer.status < 400) return false;
  return hasCode(answer, 'principalpropagation.not.possible') || /principal ?propagation/i.test(answer.message ?? '');
}

/** What the call needs, by the catalogue. */
export function neededEvidence({ operation, needed }: Refusal): Evidence[] {
  if (operation === null) return [];
  const text = `${operation.method} ${operation.path} needs ${needed.join(' or ')}`;
  return [{ text, source: 'operation catalogue' }];
}

/** What the token carries, by its claims. */
export function carriedEvidence({ bearer }: Refusal): Evidence[] {
  if (bearer.carried === null) return [];
  const text = bearer.carried.length === 0 ? 'no authority' : bearer.carried.join(', ');
  return [{ text, source: `claim \`scope\` of ${tokenName(bearer)}` }];
}

/** What the service said, or that it only answered 403. */
export function refusalEvidence({ answer }: Refusal): Evidence[] {
  return answer.message === null && answer.code === null
    ? [{ text: 'status 403', source: 'response' }]
    : answerEvidence(answer).slice(1);
}

/** The rules service shares the sentence, and has codes of its own (`bpm.rulesruntime.error`). */
function isAboutPrivileges(answer: Answer): boolean {
  if (answer.code !== null && /^bpm\./.test(answer.code)) return hasCode(answer, 'user.not.sufficient.privileges');
  return /\bsufficient privileges/i.test(answer.message ?? '');
}
