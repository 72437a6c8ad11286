import type { Evidence, Mend } from '../../model/gate-report.ts';
import { readContentType } from '../../text/content-type.ts';
import { findHeader } from '../../text/headers.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import { type Answer, answerEvidence, answered, answerOf, hasCode, runtimeCode, wordsOf } from './answer.ts';
import { isProcessAutomation, operationOf } from './call.ts';
import type { PayloadFault } from './payload-fault.ts';
import { payloadFault } from './payload-faults.ts';
import { queryFault } from './query-faults.ts';

/** Why the service answers 400, 413, 415 or 422. */
export const payloadRules: readonly Rule[] = [payloadNamed, contentTypeWrong, payloadFaulty, payloadRefused];

/** SAP’s own codes for what it does not accept in a body. */
const payloadCodes = ['instance.context.invalid', 'content.length.limit.exceeded', 'task.change.property.invalid'];

function payloadNamed(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer === null || answer.status < 400 || answer.status > 499 || !hasCode(answer, ...payloadCodes)) return null;
  const fault = payloadFault(input);
  const isTooLarge = hasCode(answer, 'content.length.limit.exceeded');
  return invalid(input, answer, {
    confidence: 'certain',
    sentence: isTooLarge
      ? 'The body is larger than the service takes'
      : hasCode(answer, 'instance.context.invalid')
        ? 'The service does not accept the `context` of the call'
        : 'The service does not accept a property of the task',
    reason: answered(answer),
    fault,
  });
}

/** 415 is about the media type by definition (RFC 9110, section 15.5.16). */
function contentTypeWrong(input: ExplainInput): Judgement | null {
  const answer = answerOf(input);
  if (answer?.status !== 415) return null;
  const sent = findHeader(input.exchange.request.headers, 'content-type');
  const isJson = readContentType(sent).kind === 'json';
  return invalid(input, answer, {
    confidence: 'certain',
    sentence:
      sent === null
        ? 'The call does not say that its body is JSON'
        : 'The service does not take a body of this content type',
    reason: answered(answer),
    fault: null,
    evidence: [
      {
        text: sent === null ? 'no Content-Type' : `Content-Type: ${readContentType(sent).mime}`,
        source: 'request header',
      },
    ],
    mends: isJson
      ? []
      : [
          {
            text: 'Send `Content-Type: application/json`.',
            action: { kind: 'set-header', name: 'Content-Type', value: 'application/json' },
          },
        ],
  });
}

/** The body, or the query, is not what the operation takes, and the service refused it. */
function payloadFaulty(input: ExplainInput): Judgement | null {
  const answer = refusedPayload(input);
  const fault = answer === null ? null : (payloadFault(input) ?? queryFault(input));
  if (answer === null || fault === null) return null;
  const isTold = fault.property !== '' && sayings(answer).some((one) => one.includes(fault.property));
  return invalid(input, answer, {
    confidence: fault.isProven || isTold ? 'certain' : 'likely',
    sentence: `The ${fault.part ?? 'body'} ${fault.text}`.replace(/\.$/, ''),
    reason: answered(answer),
    fault,
  });
}

/** The service refuses body or parameters for a reason that only its words may tell. */
function payloadRefused(input: ExplainInput): Judgement | null {
  const answer = refusedPayload(input);
  if (answer === null) return null;
  const operation = operationOf(input);
  const what = input.exchange.request.body === null ? 'parameters' : 'payload';
  const isStateful = ['update-task', 'update-instance', 'send-message'].includes(operation?.id ?? '');
  return invalid(input, answer, {
    confidence:
      isStateful && !sayings(answer).some((one) => /invalid|malformed|parse|required|must/i.test(one))
        ? 'possible'
        : 'likely',
    sentence:
      answer.status === 422
        ? 'The service understood the call, and does not accept what is in it'
        : `The service does not accept the ${what} of the call`,
    reason:
      wordsOf(answer) === null && !answer.isPage ? `it answered ${answer.status} without a word.` : answered(answer),
    fault: null,
    mends: [
      advice(
        answer.status === 422 && isProcessAutomation(input)
          ? 'Compare names, case and types of `context` with the inputs of the API trigger.'
          : what === 'payload'
            ? 'Compare the body with the operation’s ready draft.'
            : 'Check path and query.',
      ),
    ],
  });
}

/** A 400, 413 or 422 whose code, if it has one of the runtime, does not name another cause. */
function refusedPayload(input: ExplainInput): Answer | null {
  const answer = answerOf(input);
  if (answer === null || ![400, 413, 422].includes(answer.status) || hasCode(answer, ...payloadCodes)) return null;
  return /not\.found|no\.match|final|suspended|limit|principal|privileges|server\.error/.test(runtimeCode(answer) ?? '')
    ? null
    : answer;
}

function sayings(answer: Answer): string[] {
  return [answer.message, ...answer.details].filter((one) => one !== null);
}

type Invalid = {
  confidence: 'certain' | 'likely' | 'possible';
  sentence: string;
  reason: string;
  fault: PayloadFault | null;
  evidence?: Evidence[];
  mends?: Mend[];
};

function invalid(input: ExplainInput, answer: Answer, words: Invalid): Judgement {
  const { fault, evidence = [], mends = [], ...rest } = words;
  const inBody =
    fault === null ? [] : [{ text: fault.text, source: fault.part === 'query' ? 'query' : 'request body' }];
  const faultMend: Mend[] = fault === null ? [] : [{ text: fault.mend, action: fault.action }];
  const isStart = operationOf(input)?.id === 'start-instance';
  return judgement('payload', {
    cause: 'payload-invalid',
    ...rest,
    evidence: [...inBody, ...evidence, ...answerEvidence(answer)],
    mends: [...faultMend, ...mends],
    probes: isStart ? ['list-definitions'] : [],
  });
}
