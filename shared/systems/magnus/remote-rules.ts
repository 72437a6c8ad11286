import { jsonObject } from '../generic-http/error-body.ts';
import { callStatus } from '../generic-http/legs.ts';
import { advice, type Judgement, judgement, type Rule } from '../generic-http/rule.ts';
import type { ExplainInput } from '../system.ts';
import { maxBodyBytes } from './run-request.ts';

/** What Magnus prints as `error.reason`, and nothing it does not print. */
export const remoteRules: readonly Rule[] = [
  bodyTooLarge,
  jwtMissing,
  refusedAsInvalid,
  notFound,
  denied,
  backendFailed,
];

/** What a `{"status":"failed","error":{"reason","message"}}` says; null for any other answer. */
export function remoteError(input: ExplainInput): { reason: string; message: string } | null {
  if (callStatus(input) === null) return null;
  const body = jsonObject(input.bodyText);
  const error = body?.status === 'failed' ? body.error : null;
  if (typeof error !== 'object' || error === null) return null;
  const { reason, message }: { reason?: unknown; message?: unknown } = error;
  return typeof reason === 'string' ? { reason, message: typeof message === 'string' ? message : '' } : null;
}

function bodyTooLarge(input: ExplainInput): Judgement | null {
  const { bodyBytes } = input.exchange.request;
  if (remoteError(input)?.reason !== 'invalid' || bodyBytes <= maxBodyBytes) return null;
  return judgement('request-body', {
    cause: 'body-too-large',
    confidence: 'certain',
    sentence: 'The body is larger than the 32 MB that Magnus takes',
    reason: 'its size is known, and the service answered `invalid`.',
    evidence: [{ text: `${bodyBytes} bytes`, source: 'request body' }, ...evidenceOf(input)],
    mends: [advice('Put large values into a table or file that the workflow reads, and hand over where they are.')],
  });
}

function jwtMissing(input: ExplainInput): Judgement | null {
  const sent = jsonObject(input.exchange.request.body);
  if (remoteError(input)?.reason !== 'invalid' || sent === null || Object.hasOwn(sent, 'jwt')) return null;
  return judgement('assertion', {
    cause: 'assertion-missing',
    confidence: 'certain',
    sentence: 'The body carries no `jwt`',
    reason: 'Magnus wants it in every direct call, and answered `invalid`.',
    evidence: [{ text: 'no property `jwt`', source: 'request body' }, ...evidenceOf(input)],
    mends: [
      { text: 'Choose a connection that signs into the body property `jwt`.', action: { kind: 'open-connection' } },
    ],
  });
}

/** `invalid` stands for the assertion as well as for the body, so no gate is named. */
function refusedAsInvalid(input: ExplainInput): Judgement | null {
  const error = remoteError(input);
  if (error?.reason !== 'invalid' || bodyTooLarge(input) !== null || jwtMissing(input) !== null) return null;
  return judgement(null, {
    cause: 'remote-invalid',
    confidence: 'possible',
    sentence: 'Magnus does not accept the call as it stands',
    reason: `it answered \`invalid\`${said(error.message)} That may mean the assertion or the body.`,
    evidence: evidenceOf(input),
    mends: [
      advice('Compare the body with the ready draft: names of parameters are case-sensitive.'),
      {
        text: 'Check the assertion: RS256, `iat` and `exp` in seconds, at most one hour apart, and this machine’s clock.',
        action: { kind: 'open-connection' },
      },
    ],
  });
}

function notFound(input: ExplainInput): Judgement | null {
  const error = remoteError(input);
  if (error?.reason !== 'notFound') return null;
  return judgement('request-body', {
    cause: 'workflow-not-found',
    confidence: 'certain',
    sentence: 'Magnus does not find the workflow',
    reason: `it answered \`notFound\`${said(error.message)}`,
    evidence: evidenceOf(input),
    mends: [
      advice('`l` is the encoded id from the workflow’s permalink. The `workflowId` of an answer is another one.'),
      advice('To ask for a run, copy `workflowId` and `historyId` from the answer to its start.'),
    ],
  });
}

function denied(input: ExplainInput): Judgement | null {
  const error = remoteError(input);
  if (error?.reason !== 'accessDenied') return null;
  return judgement('permission', {
    cause: 'permission-missing',
    confidence: 'certain',
    sentence: 'The service account may not do this',
    reason: `Magnus answered \`accessDenied\`${said(error.message)}`,
    evidence: evidenceOf(input),
    mends: [
      advice(
        'Make the service account owner or delegate of the workflow. Being in its “Shared With” list is not enough.',
      ),
      advice('Account names are case-sensitive: compare the one in the workflow with `iss`.'),
    ],
  });
}

function backendFailed(input: ExplainInput): Judgement | null {
  const error = remoteError(input);
  if (error?.reason !== 'backendError') return null;
  return judgement('backend', {
    cause: 'backend-error',
    confidence: 'certain',
    sentence: 'Magnus failed in its backend',
    reason: `it answered \`backendError\`${said(error.message)}`,
    evidence: evidenceOf(input),
    mends: [advice('Send again in a little while. Before that, look into the history: the run may have started.')],
  });
}

function said(message: string): string {
  return message === '' ? '.' : ` and said “${message.slice(0, 200)}”.`;
}

function evidenceOf(input: ExplainInput): { text: string; source: string }[] {
  return [
    { text: `error.reason is ${remoteError(input)?.reason}`, source: 'response body' },
    { text: `status ${callStatus(input)}`, source: 'response' },
  ];
}
