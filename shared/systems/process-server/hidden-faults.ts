import type { CauseId } from '../../model/cause.ts';
import type { Confidence, Mend } from '../../model/gate-report.ts';
import { advice, type Judgement, judgement } from '../generic-http/rule.ts';
import { malformedArgument } from './argument-words.ts';
import type { Seen } from './seen.ts';
import { takingOperations } from './task-rules.ts';

/**
 * Faults that may stand behind a status of 500 whose words did not reach us: a gateway's page took their place, or the body was
 * not kept. The request alone tells which of them fit.
 */
export function hiddenFaults(seen: Seen): Judgement[] {
  const { status, answer, sent } = seen;
  const isHidden =
    answer.kind === 'page' || answer.kind === 'unseen' || answer.kind === 'nothing' || answer.kind === 'other';
  if (status !== 500 || !isHidden || sent.operation === null) return [];
  const malformed = malformedArgument(seen);
  const isOnTask = sent.taskId !== null;
  const isTaking = isOnTask && takingOperations.includes(sent.name);
  return [
    ...(malformed === null ? [] : [hidden('illegal-argument', 'likely', malformed.sentence, malformed.mends)]),
    ...(isTaking ? [hidden('illegal-state', 'possible', 'The task’s state may not allow it', listAgain)] : []),
    ...(isOnTask ? [hidden('illegal-access', 'possible', 'The user may have no role in this task', listAgain)] : []),
    hidden('soap-fault', 'possible', 'A SOAP fault may stand behind this answer', [
      advice('Send it past the gateway, or look into the server’s log: SOAP sends every fault with status 500.'),
    ]),
  ];
}

const listAgain = [advice('List the task again to see its state and who has it.')];

function hidden(cause: CauseId, confidence: Confidence, sentence: string, mends: Mend[]): Judgement {
  return judgement(null, {
    cause,
    confidence,
    sentence,
    reason: 'the server answered 500, which SOAP does with every fault, and what it said does not reach us.',
    evidence: [{ text: 'status 500', source: 'response' }],
    mends,
    probes: ['task-info'],
  });
}
