import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import { answerEvidence, answered, answerOf, hasCode } from './answer.ts';

/** Limits and failures that the service names by a code, whatever the status. The status alone is left to every system’s rules. */
export const limitRules: readonly Rule[] = [instancesLimited, callsLimited, serviceFailed];

function callsLimited(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer === null || answer.status === 429 || answer.status < 400 || !hasCode(answer, 'rate.limit.exceeded'))
    return null;
  return judgement(null, {
    cause: 'rate-limited',
    confidence: 'certain',
    sentence: 'The service asks for fewer calls',
    reason: answered(answer),
    evidence: answerEvidence(answer),
    mends: [advice('Wait a little, then send again.')],
  });
}

/** A number that may be had, not a rate: what it counts, and for whom, the code alone does not tell. */
function instancesLimited(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer === null || answer.status < 400 || !hasCode(answer, 'instance.limit.reached')) return null;
  return judgement(null, {
    cause: 'rate-limited',
    confidence: 'likely',
    sentence: 'The tenant holds as many workflow instances as it may',
    reason: answered(answer),
    evidence: answerEvidence(answer),
    mends: [advice('Delete instances that have ended, or raise the quota of the tenant.')],
  });
}

function serviceFailed(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer === null || answer.status < 400 || answer.status >= 500 || !hasCode(answer, 'internal.server.error'))
    return null;
  return judgement(null, {
    cause: 'service-error',
    confidence: 'certain',
    sentence: 'The workflow service failed',
    reason: answered(answer),
    evidence: answerEvidence(answer),
    mends: [
      advice(
        'Send again in a little while. If it stays, report it with `logId` and `X-Vcap-Request-Id` of the answer.',
      ),
    ],
  });
}
