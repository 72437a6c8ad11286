import type { Confidence, Evidence, Mend } from '../../model/gate-report.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import { answerOf, members, parsedJson, quotable, textOf } from './answer.ts';
import { operationOf } from './call.ts';
import { goodWitnesses, instancesSeen } from './witnesses.ts';

/** The call went through, and what it shows, or started, went wrong. */
export const erroneousRules: readonly Rule[] = [shownErroneous, errorsListed, failureLogged, erroneousSince];

/** The answer itself says ERRONEOUS. Of a body that is cut only its text can be read. */
function shownErroneous(input: ExplainInput): Judgement | null {
  if (!isAnswerOf(input, ['get-instance', 'start-instance', 'list-instances'])) return null;
  const body = parsedJson(input.bodyText);
  const entries = Array.isArray(body) ? body : [body];
  const count = entries.filter((one) => textOf(members(one)?.status)?.toUpperCase() === 'ERRONEOUS').length;
  const isWritten = body === undefined && /"status"\s*:\s*"ERRONEOUS"/.test(input.bodyText ?? '');
  if (count === 0 && !isWritten) return null;
  const isList = Array.isArray(body) || isWritten;
  const sentence = isList
    ? `${count === 0 ? 'Some' : count} of the listed instances ${count === 1 ? 'is' : 'are'} erroneous`
    : 'The instance is erroneous: one of its steps has failed';
  return erroneous(input, count > 0 ? 'certain' : 'likely', sentence, 'the answer says `ERRONEOUS`.', [
    { text: 'status ERRONEOUS', source: 'response body' },
  ]);
}

/** Messages are kept of steps that failed; whether the instance still stands there they do not say. */
function errorsListed(input: ExplainInput): Judgement | null {
  if (!isAnswerOf(input, ['get-error-messages'])) return null;
  const failure = errorMessage(parsedJson(input.bodyText));
  if (failure === null) return null;
  return erroneous(
    input,
    'likely',
    'A step of the instance has failed',
    'its list of error messages is not empty.',
    [],
  );
}

function failureLogged(input: ExplainInput): Judgement | null {
  if (!isAnswerOf(input, ['get-execution-logs'])) return null;
  const log = parsedJson(input.bodyText);
  const events = Array.isArray(log) ? log : [];
  const types = events.map((one) => textOf(members(one)?.type) ?? '');
  const failed = types.findLastIndex((type) => type.endsWith('_FAILED'));
  if (failed < 0) return null;
  const isOver = types.some((type) => /^WORKFLOW_(?:COMPLETED|CANCELED)$/.test(type)) || failed < types.length - 1;
  const type = types[failed] ?? '';
  return erroneous(
    input,
    isOver ? 'possible' : 'likely',
    'A step of the instance has failed',
    'its execution log says so.',
    [{ text: type, source: 'response body' }],
  );
}

/** A start is answered RUNNING; what becomes of the instance is only seen afterwards. */
function erroneousSince(input: ExplainInput): Judgement | null {
  if (!isAnswerOf(input, ['start-instance', 'get-instance'])) return null;
  const id = textOf(members(parsedJson(input.bodyText))?.id);
  const last = instancesSeen(input).findLast((one) => one.id === id);
  if (id === null || last?.status !== 'ERRONEOUS' || last.seenAt < input.exchange.startedAt) return null;
  const reason = 'the call went through, and the instance was seen `ERRONEOUS` afterwards.';
  return erroneous(input, 'certain', 'The instance has become erroneous since: one of its steps has failed', reason, [
    { text: 'status ERRONEOUS', source: last.where },
  ]);
}

function erroneous(
  input: ExplainInput,
  confidence: Confidence,
  sentence: string,
  reason: string,
  evidence: Evidence[],
): Judgement {
  const failure = ownFailure(input) ?? neighbourFailure(input);
  return judgement(null, {
    cause: 'instance-erroneous',
    confidence,
    sentence:
      failure === null ? sentence : `${sentence}: “${failure.text}”`.replace(/: one of its steps has failed: “/, ': “'),
    reason,
    evidence: [...evidence, ...(failure === null ? [] : [failure])],
    mends: mends(input),
    probes: ['read-instance'],
  });
}

function mends({ connection }: ExplainInput): Mend[] {
  return [
    {
      text: 'Read the instance with its error messages and execution log.',
      action: connection === null ? null : { kind: 'run-probe', probe: 'read-instance' },
    },
    advice('Mend what the step calls: its destination, the address joined to it, and the data it is given.'),
    advice('Then retry the failed steps: PATCH the instance with `"status": "RUNNING"`.'),
  ];
}

/** The call is one of these and was answered 2xx. */
function isAnswerOf(input: ExplainInput, operationIds: readonly string[]): boolean {
  const answer = answerOf(input);
  const id = operationOf(input)?.id;
  return (
    answer !== null && answer.status >= 200 && answer.status < 300 && id !== undefined && operationIds.includes(id)
  );
}

function ownFailure(input: ExplainInput): Evidence | null {
  return isAnswerOf(input, ['get-error-messages', 'get-execution-logs'])
    ? errorMessage(parsedJson(input.bodyText))
    : null;
}

/** What error messages or the execution log of the same instance say beside this call. */
function neighbourFailure(input: ExplainInput): Evidence | null {
  const own = instanceIdOf(input.exchange.request.url) ?? textOf(members(parsedJson(input.bodyText))?.id);
  const tellers = own === null ? [] : goodWitnesses(input, ['get-error-messages', 'get-execution-logs']);
  for (const { operation, neighbour, body } of tellers.toReversed()) {
    if (instanceIdOf(neighbour.exchange.request.url) !== own) continue;
    const failure = errorMessage(body);
    if (failure !== null) return { ...failure, source: `answer of “${operation.name}” beside this call` };
  }
  return null;
}

function instanceIdOf(url: string): string | null {
  return /\/workflow-instances\/([^/?#]+)/.exec(url)?.[1] ?? null;
}

/** The newest message of a list of errors, or of the errors in a log; null when there is none. */
function errorMessage(value: unknown): Evidence | null {
  if (!Array.isArray(value)) return null;
  const messages = value.map((one: unknown) => {
    const entry = members(one);
    return textOf(entry?.message) ?? textOf(members(entry?.error)?.message) ?? textOf(entry?.errorCode);
  });
  const message = messages.findLast((one) => one !== null);
  return message === undefined || message === null ? null : { text: quotable(message), source: 'response body' };
}
