import { firstJsonProblem } from '../../text/json-problems.ts';
import { messageOf } from '../generic-http/error-body.ts';
import { callStatus } from '../generic-http/legs.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';

/** Why the service answers 400. */
export const payloadRules: readonly Rule[] = [payloadNotJson, payloadInvalid];

/** The recorded body is cut there; what is cut is no proof of anything. */
const recordedLimit = 256 * 1024;

function payloadNotJson(input: ExplainInput): Judgement | null {
  const problem = jsonFault(input);
  if (problem === null) return null;
  return judgement('payload', {
    cause: 'payload-invalid',
    confidence: 'certain',
    sentence: `The body is not JSON: line ${problem.line}, column ${problem.column}`,
    reason: `the service answered 400, and the body breaks off there. ${problem.sentence}`,
    evidence: [{ text: problem.sentence, source: 'request body' }],
    mends: [advice(problem.mend)],
  });
}

function payloadInvalid(input: ExplainInput): Judgement | null {
  if (callStatus(input) !== 400 || jsonFault(input) !== null) return null;
  const said = messageOf(input.bodyText);
  const what = input.exchange.request.body === null ? 'parameters' : 'payload';
  return judgement('payload', {
    cause: 'payload-invalid',
    confidence: said === null ? 'likely' : 'certain',
    sentence: `The service does not accept the ${what} of the call`,
    reason: said === null ? 'it answered 400 without a word.' : `it answered 400 and said “${said}”`,
    evidence: [
      { text: 'status 400', source: 'response' },
      ...(said === null ? [] : [{ text: said, source: 'response body' }]),
    ],
    mends: [
      advice(what === 'payload' ? 'Compare the body with the operation’s ready draft.' : 'Check path and query.'),
    ],
  });
}

function jsonFault(input: ExplainInput) {
  const { body } = input.exchange.request;
  if (callStatus(input) !== 400 || body === null || body.length >= recordedLimit) return null;
  return firstJsonProblem(body);
}
