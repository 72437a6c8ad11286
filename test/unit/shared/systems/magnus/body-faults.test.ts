import { describe, expect, it } from 'vitest';
import {
  type Answered,
  asked,
  causesOf,
  explain,
  firstOf,
  history,
  invalid,
  l,
  page,
  run,
  type Sent,
} from './remote-sample.ts';

// Rules: domain-facts 2.1. Messages: the practice system's. 413: RFC 9110, 15.5.14; nginx, Google Front End, Apigee.
const over = 33 * 1024 * 1024;
const { c: _c, ...withoutC } = run();
const settings = (runWorkflow: unknown): Sent => ({ body: { ...run(), configuration: { runWorkflow } } });
const lock = (workflowIds: unknown): Sent => ({
  body: { jwt: '‹assertion a1f3›', c: '6f570e7l', configuration: { lockWorkflows: { workflowIds } } },
});

type Case = [words: string, cause: string, sent: Sent, answered: Answered];

describe('a body that Magnus cannot take', () => {
  it.each<Case>([
    ['33 MiB', 'body-too-large certain', { bodyBytes: over }, invalid],
    [
      '33 MiB, cut in the record',
      'body-too-large certain',
      { body: '{"jwt":"‹assertion a1f3›","c":', bodyBytes: over },
      { ...invalid, message: 'The request is larger than 32 MB.' },
    ],
    ['33 MiB, and nginx’s page', 'body-too-large likely', { bodyBytes: over }, { status: 413, text: page }],
    [
      '20 MiB, and Apigee’s words',
      'body-too-large certain',
      { bodyBytes: 20_971_520 },
      { status: 413, text: '{"fault":{"faultstring":"Body buffer overflow: too large"}}' },
    ],
    ['32.5 MB, which is less than 32 MiB', 'body-too-large likely', { bodyBytes: 32_500_000 }, invalid],
    ['a comma too many', 'payload-invalid certain', { body: '{"jwt":"‹assertion a1f3›","c":"713aa58d",}' }, invalid],
    [
      'a list',
      'payload-invalid likely',
      { body: '["713aa58d"]' },
      { ...invalid, message: 'The request body is not a JSON object.' },
    ],
    ['a form', 'payload-invalid likely', { body: 'c=713aa58d&jwt=‹assertion a1f3›' }, invalid],
    [
      'a parameter with a list in it',
      'payload-invalid likely',
      settings({ l, parameters: [{ name: 'a', value: [1] }] }),
      invalid,
    ],
    ['no command', 'command-wrong certain', { body: withoutC }, invalid],
    [
      'the digit one for the letter l',
      'command-wrong certain',
      { body: { ...(lock(['1']).body as object), c: '6f570e71' } },
      invalid,
    ],
    [
      'a command in capitals, and the practice system’s words',
      'command-wrong certain',
      { body: { ...run(), c: '713AA58D' } },
      { ...invalid, message: '`c` names no command.' },
    ],
    [
      'the command of a run with the settings of a history',
      'command-wrong certain',
      { body: { ...history({ workflowId: '1', historyId: '2' }), c: '713aa58d' } },
      invalid,
    ],
    [
      'an unknown command, and a page',
      'command-wrong likely',
      { body: { ...run(), c: 'run' } },
      { status: 400, text: page },
    ],
    ['no l', 'workflow-id-missing certain', settings({}), invalid],
    [
      'an empty l, and the practice system’s words',
      'workflow-id-missing certain',
      settings({ l: '' }),
      { ...invalid, message: '`l` does not hold the encoded workflow id.' },
    ],
    ['a workflowId for an l', 'workflow-id-missing certain', settings({ workflowId: '5629499534213120' }), invalid],
    ['a history asked for by l', 'workflow-id-missing certain', { body: history({ l }) }, invalid],
    [
      'half of what a history needs',
      'workflow-id-missing certain',
      { body: history({ workflowId: '5629499534213120' }) },
      invalid,
    ],
    ['a placeholder', 'workflow-id-missing likely', settings({ l: '{{workflow}}' }), invalid],
    ['nothing to lock', 'workflow-id-missing certain', lock([]), invalid],
    ['no l, answered by notFound', 'workflow-id-missing likely', settings({}), { reason: 'notFound' }],
  ])('%s: %s', (_words, cause, sent, answered) => {
    expect(firstOf(asked(sent, answered))).toBe(cause);
  });

  it.each<Case>([
    ['32 MB to the byte', 'body-too-large', { bodyBytes: 32_000_000 }, invalid],
    ['33 MiB that were accepted', 'body-too-large', { bodyBytes: over }, { text: '{"status":"ok","result":{}}' }],
    ['33 MiB and no right', 'body-too-large', { bodyBytes: over }, { reason: 'accessDenied' }],
    [
      'a record that was cut',
      'payload-invalid',
      { body: `{"jwt":"‹assertion a1f3›","x":"${'x'.repeat(260 * 1024)}`, bodyBytes: 900_000 },
      invalid,
    ],
    ['a file that curl read', 'payload-invalid', { body: '@body.json' }, invalid],
    ['a right body', 'payload-invalid', {}, invalid],
    ['a known command', 'command-wrong', {}, invalid],
    ['an unknown command and a 403', 'command-wrong', { body: { ...run(), c: 'x' } }, { reason: 'accessDenied' }],
    ['a body that cannot be seen', 'command-wrong', { body: null, bodyBytes: 400 }, invalid],
    ['an l', 'workflow-id-missing', {}, invalid],
    [
      'ids as numbers',
      'workflow-id-missing',
      { body: history({ workflowId: 5629499534213120, historyId: 4785074604081152 }) },
      invalid,
    ],
    ['an unknown command', 'workflow-id-missing', { body: { c: 'x' } }, invalid],
  ])('%s: not %s', (_words, cause, sent, answered) => {
    expect(causesOf(asked(sent, answered)).filter((one) => one.startsWith(cause))).toEqual([]);
  });

  it('a command is corrected by a button that replaces it where it stands', () => {
    const actions = (body: unknown) => explain(asked({ body }, invalid)).findings[0]?.mends[0]?.action;
    expect(actions({ ...run(), c: '713AA58D' })).toEqual({
      kind: 'correct-body',
      from: '"713AA58D"',
      to: '"713aa58d"',
    });
    expect(actions(withoutC)).toEqual({
      kind: 'correct-body',
      from: '"configuration"',
      to: '"c": "713aa58d", "configuration"',
    });
  });

  it('stops the strip at the request body', () => {
    expect(explain(asked(settings({}), invalid)).stoppedAt).toBe('request-body');
  });
});
