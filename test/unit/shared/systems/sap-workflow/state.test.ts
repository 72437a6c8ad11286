import { describe, expect, it } from 'vitest';
import { sentAt } from '../exchange-builder.ts';
import { believed, beside, minute, report, sent } from './sap-cases.ts';

const page = '<html><body><h1>400 Bad Request</h1></body></html>';
const coded = (code: string, message = 'No.') =>
  JSON.stringify({ error: { code: `bpm.workflowruntime.${code}`, message, logId: '5E' } });
const complete = { method: 'PATCH', path: '/v1/task-instances/t-1', body: '{"status":"COMPLETED","context":{}}' };
const cancel = { method: 'PATCH', path: '/v1/workflow-instances/i-1', body: '{"status":"CANCELED"}' };
const message = {
  method: 'POST',
  path: '/v1/messages',
  body: '{"definitionId":"go","workflowInstanceId":"i-1","context":{}}',
};
const seenTask = (status: string) =>
  beside(
    sent({ method: 'GET', path: '/v1/task-instances/t-1' }, { status: 200 }),
    JSON.stringify({ id: 't-1', status }),
  );
const seenInstance = (status: string) =>
  beside(
    sent({ method: 'GET', path: '/v1/workflow-instances/i-1' }, { status: 200 }),
    JSON.stringify({ id: 'i-1', status }),
  );

describe('task-final', () => {
  it.each([400, 409, 422])(
    'is certain by SAP’s code, which a client answers with “already completed”: %i',
    (status) => {
      const found = report(
        sent(complete, { status }),
        coded('rest.task.final.status', 'The task is in a final status.'),
      );
      expect(believed(found)[0]).toBe('task-final certain');
      expect(found.stoppedAt).toBe('resource');
    },
  );

  it.each([
    ['seen COMPLETED before', sent(complete, { status: 400 }), '{"error":{"message":"Bad."}}', [seenTask('COMPLETED')]],
    ['completed by an earlier call', sent(complete, { status: 409 }), null, [beside(sent(complete, { status: 204 }))]],
    ['behind a page, by a well-formed body', sent(complete, { status: 400, contentType: 'text/html' }), page, []],
    [
      'by its words without the code',
      sent(complete, { status: 400 }),
      '{"error":{"message":"Task has already been completed."}}',
      [],
    ],
  ])('is likely for a PATCH of a task %s', (_what, exchange, body, neighbours) => {
    expect(believed(report(exchange, body, { neighbours }))[0]).toBe('task-final likely');
  });

  it('says what the task was seen as', () => {
    const { findings } = report(sent(complete, { status: 400 }), null, { neighbours: [seenTask('CANCELED')] });
    expect(findings[0]?.sentence).toContain('CANCELED');
  });

  it.each([
    ['a body that says COMPLETE', sent({ ...complete, body: '{"status":"COMPLETE"}' }, { status: 400 }), null, []],
    ['a task that was READY just before', sent(complete, { status: 400 }), null, [seenTask('READY')]],
    [
      'a property that SAP names',
      sent({ ...complete, body: '{"processor":"a"}' }, { status: 400 }),
      coded('task.change.property.invalid'),
      [],
    ],
    ['a task that is gone', sent(complete, { status: 404 }), coded('rest.task.not.found'), []],
    ['one that was completed now', sent(complete, { status: 204 }), null, []],
  ])('is not named for %s', (_what, exchange, body, neighbours) => {
    expect(believed(report(exchange, body, { neighbours })).join()).not.toContain('task-final');
  });
});

describe('instance-wrong-state', () => {
  it('is certain by the code of a suspended instance’s task (MON)', () => {
    const found = report(sent(complete, { status: 400 }), coded('task.suspended.status'));
    expect(believed(found)[0]).toBe('instance-wrong-state certain');
    expect(found.findings[0]?.sentence).toContain('suspended');
  });

  it.each([
    ['a conflict', sent(cancel, { status: 409 }), '{"error":{"message":"Conflict."}}', []],
    [
      'an instance that ended before',
      sent(cancel, { status: 400 }),
      '{"error":{"message":"Bad."}}',
      [seenInstance('COMPLETED')],
    ],
    [
      'words about the status',
      sent(cancel, { status: 400 }),
      '{"error":{"message":"Status transition is not allowed."}}',
      [],
    ],
    ['a code of its own', sent(cancel, { status: 400 }), coded('instance.status.invalid'), []],
    ['a page', sent(cancel, { status: 409, contentType: 'text/html' }), page, []],
    [
      'a context of an ended one',
      sent({ method: 'PATCH', path: '/v1/workflow-instances/i-1/context', body: '{"a":1}' }, { status: 409 }),
      null,
      [],
    ],
  ])('is likely for a change refused with %s', (_what, exchange, body, neighbours) => {
    expect(believed(report(exchange, body, { neighbours }))[0]).toBe('instance-wrong-state likely');
  });

  it.each([
    ['a misspelt status', sent({ ...cancel, body: '{"status":"CANCELLED"}' }, { status: 400 }), null],
    ['an instance that is gone', sent(cancel, { status: 404 }), coded('rest.instance.not.found')],
    ['a change that was taken', sent(cancel, { status: 202 }), null],
    ['a conflict of a start', sent({}, { status: 409 }), '{"error":{"message":"Conflict."}}'],
  ])('is not named for %s', (_what, exchange, body) => {
    expect(believed(report(exchange, body)).join()).not.toContain('instance-wrong-state');
  });
});

describe('message-no-match', () => {
  it.each([400, 404, 422])('is certain by SAP’s code, seen live with Process Automation: %i', (status) => {
    expect(believed(report(sent(message, { status }), coded('rest.message.no.match')))).toEqual([
      'message-no-match certain',
    ]);
  });

  it.each([
    ['404 without a word', sent(message, { status: 404 }), null],
    ['400 without a code', sent(message, { status: 400 }), '{"error":{"message":"No consuming instance."}}'],
    ['a page at a known base', sent(message, { status: 404, contentType: 'text/html' }), page],
    [
      'the pair of definition and business key',
      sent(
        { ...message, body: '{"definitionId":"go","workflowDefinitionId":"d","businessKey":"4711"}' },
        { status: 404 },
      ),
      null,
    ],
  ])('is likely for a message answered with %s', (_what, exchange, body) => {
    expect(believed(report(exchange, body))[0]).toBe('message-no-match likely');
  });

  it('is likely when the message was taken and nobody consumed it, and stops no gate', () => {
    const found = report(sent(message, { status: 202 }), ' []\n');
    expect(believed(found)).toEqual(['message-no-match likely']);
    expect(found.stoppedAt).toBeNull();
    expect(found.gates.every(({ state }) => state !== 'stopped')).toBe(true);
  });

  it('shows the state the instance was seen in', () => {
    const { findings } = report(sent(message, { status: 404 }), null, {
      neighbours: [{ ...seenInstance('SUSPENDED') }],
    });
    expect(findings[0]?.evidence.map(({ text }) => text)).toContain('status SUSPENDED');
  });

  it.each([
    ['a consumer', sent(message, { status: 200 }), '[{"id":"i-1"}]'],
    ['a message for nobody in particular', sent({ ...message, body: '{"definitionId":"go"}' }, { status: 400 }), null],
    ['an instance that is gone', sent(message, { status: 404 }), coded('rest.instance.not.found')],
    ['an empty list of something else', sent({ method: 'GET', path: '/v1/task-instances' }, { status: 200 }), '[]'],
  ])('is not named for %s', (_what, exchange, body) => {
    expect(believed(report(exchange, body)).join()).not.toContain('message-no-match');
  });
});

it('does not take for known before the call what only happened afterwards', () => {
  const later = (neighbour: ReturnType<typeof beside>) => ({
    ...neighbour,
    exchange: { ...neighbour.exchange, startedAt: sentAt + minute },
  });
  const vague = '{"error":{"message":"Bad."}}';
  const completed = later(beside(sent(complete, { status: 204 })));
  expect(believed(report(sent(complete, { status: 400 }), vague, { neighbours: [completed] }))[0]).not.toBe(
    'task-final likely',
  );
  const canceled = later(seenInstance('CANCELED'));
  const found = report(sent(cancel, { status: 400 }), vague, { neighbours: [canceled] });
  expect(believed(found)).not.toContain('instance-wrong-state likely');
});

it('takes the newest word on a task: completed, whatever it was before', () => {
  const neighbours = [
    { ...seenTask('READY'), exchange: { ...seenTask('READY').exchange, startedAt: sentAt - 3 * minute } },
    beside(sent(complete, { status: 204 }), null, { startedAt: sentAt - minute }),
  ];
  expect(believed(report(sent(complete, { status: 400 }), null, { neighbours }))[0]).toBe('task-final likely');
});
