import type { CauseId } from '../../model/cause.ts';
import { findHeader } from '../../text/headers.ts';
import { callStatus } from '../generic-http/legs.ts';
import type { Judgement } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import { type RemoteAnswer, readAnswer } from './remote-answer.ts';
import { causesSaid } from './remote-words.ts';
import { readSentAssertion, type SentAssertion } from './sent-assertion.ts';
import { readSentBody, type SentBody } from './sent-body.ts';

/** A call of the Remote API and its answer, read once for all rules. */
export type RemoteCall = {
  input: ExplainInput;
  body: SentBody;
  assertion: SentAssertion;
  answer: RemoteAnswer;
  /** Causes that the answer names in its words. */
  said: ReadonlySet<CauseId>;
  /** The server's clock when it answered, epoch ms, by its `Date`; null without one. */
  serverAt: number | null;
};

export type RemoteRule = (call: RemoteCall) => Judgement | null;

/** Null for a token call and for one that got no whole answer: what the network says is all there is then. */
export function readRemoteCall(input: ExplainInput): RemoteCall | null {
  const { request, response } = input.exchange;
  if (callStatus(input) === null || response === null) return null;
  const body = readSentBody(request);
  const answer = readAnswer(response, input.bodyText);
  const date = Date.parse(findHeader(response.headers, 'date') ?? '');
  return {
    input,
    body,
    assertion: readSentAssertion(input, body),
    answer,
    said: causesSaid(answer.said),
    serverAt: Number.isNaN(date) ? null : date,
  };
}

/** Statuses by which a server, or a gateway, says that the caller or the call is not right. */
const refusing: readonly number[] = [400, 401, 403, 406, 409, 412, 415, 422];

/** The call was refused as it stands: by the reason `invalid`, or by a status where no reason can be read. */
export function isRefused({ answer }: RemoteCall): boolean {
  if (answer.reason !== null) return answer.reason === 'invalid';
  return answer.result === null && refusing.includes(answer.status);
}

/** `invalid`, or the status it comes with. */
export function isInvalid({ answer }: RemoteCall): boolean {
  if (answer.reason !== null) return answer.reason === 'invalid';
  return answer.result === null && (answer.status === 400 || answer.status === 422);
}

/** What was answered, in words that continue a sentence: "Magnus answered `invalid`". */
export function answeredBy({ answer }: RemoteCall): string {
  if (answer.reason !== null) return `Magnus answered \`${answer.reason}\``;
  if (answer.form === 'page') return `a web page came with status ${answer.status}`;
  return `the answer was ${answer.status}`;
}

/** ` and said “…”` with what fits a line; empty without words. What looks like a credential is left out. */
export function saying({ answer }: RemoteCall): string {
  const words = quotable(answer.said);
  return words === '' ? '' : ` and said “${words}”`;
}

/** Words of a server as they may be repeated. */
export function quotable(words: string): string {
  const line = words
    .replace(/\s+/g, ' ')
    .replace(/\b(?:eyJ|eyA|ewo|ew0)[\w-]{6,}(?:\.[\w-]*){0,4}|\bya29\.[\w.-]+|-----BEGIN[\s\S]*/g, '…')
    .trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

export function answerEvidence(call: RemoteCall): { text: string; source: string }[] {
  const { reason, status, said } = call.answer;
  const words = quotable(said);
  return [
    ...(reason === null ? [] : [{ text: `error.reason is ${reason}`, source: 'response body' }]),
    ...(words === '' ? [] : [{ text: words, source: 'response body' }]),
    { text: `status ${status}`, source: 'response' },
  ];
}
