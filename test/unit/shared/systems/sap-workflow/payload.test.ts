import { describe, expect, it } from 'vitest';
import { actions, believed, beside, report, sent } from './sap-cases.ts';

const coded = (code: string, message = 'No.', details: string[] = []) =>
  JSON.stringify({
    error: {
      code: `bpm.workflowruntime.${code}`,
      message,
      details: details.map((one) => ({ severity: 'error', message: one })),
    },
  });
const vague = '{"error":{"message":"The request is not valid."}}';
const start = (body: string | null) => ({ body });
const patchTask = (body: object) => ({ method: 'PATCH', path: '/v1/task-instances/t-1', body: JSON.stringify(body) });
const patchInstance = (body: object) => ({
  method: 'PATCH',
  path: '/v1/workflow-instances/i-1',
  body: JSON.stringify(body),
});
const send = (body: object) => ({ path: '/v1/messages', body: JSON.stringify(body) });

describe('payload-invalid', () => {
  it.each([
    [
      'a trailing comma, as SAP’s own samples have it',
      start('{\n  "definitionId": "a",\n}'),
      400,
      vague,
      'line 2, column 22',
    ],
    ['a missing comma', start('{"definitionId":"a" "context":{}}'), 422, null, 'line 1, column 20'],
    ['quotes of a word processor', start('{“definitionId”:"a"}'), 400, '', 'column 2'],
    ['a form', start('definitionId=a&context=b'), 400, vague, 'a form, and not JSON'],
  ])('is certain for a body with %s, and points at it', (_what, what, status, body, sentence) => {
    const found = report(sent(what, { status }), body);
    expect(believed(found)[0]).toBe('payload-invalid certain');
    expect(found.findings[0]?.sentence).toContain(sentence);
    expect(found.stoppedAt).toBe('payload');
  });

  it.each([
    [
      'a context that does not fit',
      sent(start('{"definitionId":"a","context":{}}'), { status: 400 }),
      coded('instance.context.invalid', 'Context is invalid.', ['price: a number is wanted']),
      'context',
    ],
    ['a body that is too large', sent({}, { status: 413 }), coded('content.length.limit.exceeded'), 'larger'],
    [
      'a processor with a comma (MON)',
      sent(patchTask({ processor: 'a,b' }), { status: 400 }),
      coded('task.change.property.invalid', 'No.', [
        "The processor could not be set, because the value submitted contains the forbidden symbol ','.",
      ]),
      'property of the task',
    ],
  ])('is certain by SAP’s code for %s', (_what, exchange, body, words) => {
    const found = report(exchange, body);
    expect(believed(found)).toEqual(['payload-invalid certain']);
    expect(found.findings[0]?.sentence).toContain(words);
  });

  it.each([
    ['no content type', {}, [{ kind: 'set-header', name: 'Content-Type', value: 'application/json' }]],
    [
      'a text',
      { 'content-type': 'text/plain;charset=UTF-8' },
      [{ kind: 'set-header', name: 'Content-Type', value: 'application/json' }],
    ],
    ['JSON, strangely', { 'Content-Type': 'application/json' }, []],
  ])('is certain for 415 with %s', (_what, headers, wanted) => {
    const found = report(sent({ headers }, { status: 415 }), null);
    expect(believed(found)).toEqual(['payload-invalid certain']);
    expect(actions(found)).toEqual(wanted);
  });

  it.each([
    ['lacks `definitionId`', start('{"context":{}}')],
    ['says `definitionID` where `definitionId` belongs', start('{"definitionID":"a"}')],
    ['more than 64 characters', start(JSON.stringify({ definitionId: 'a'.repeat(65) }))],
    ['`context` that is no object', start('{"definitionId":"a","context":[]}')],
    ['is a list, and not an object', start('[{"definitionId":"a"}]')],
    [
      'names both an instance and a definition',
      send({ definitionId: 'm', workflowInstanceId: 'i', workflowDefinitionId: 'd', businessKey: 'k' }),
    ],
    ['lacks `businessKey`', send({ definitionId: 'm', workflowDefinitionId: 'd' })],
    ['does not say whom the message is for', send({ definitionId: 'm' })],
    ['a list as `recipientUsers`', patchTask({ recipientUsers: ['a', 'b'] })],
    ['`CANCELED`', patchInstance({ status: 'CANCELLED' })],
    ['`COMPLETED`', patchTask({ status: 'COMPLETE' })],
    ['`cascade`', patchInstance({ status: 'CANCELED', cascade: 'true' })],
    ['`priority`', patchTask({ priority: 'URGENT' })],
    ['is not a list', { method: 'PATCH', path: '/v1/workflow-instances', body: '{"id":"1","deleted":true}' }],
  ])('is likely for a body that %s', (words, what) => {
    for (const answer of [vague, null, '<html>Bad Request</html>']) {
      const found = report(sent(what, { status: 400 }), answer);
      expect(believed(found)[0]).toBe('payload-invalid likely');
      expect(found.findings[0]?.sentence).toContain(words);
    }
  });

  it('is certain when the service names the very property', () => {
    const body = '{"error":{"message":"Property \'definitionId\' is mandatory."}}';
    expect(believed(report(sent(start('{"context":{}}'), { status: 400 }), body))[0]).toBe('payload-invalid certain');
  });

  it.each([
    [patchInstance({ status: 'CANCELLED' }), { kind: 'correct-body', from: '"CANCELLED"', to: '"CANCELED"' }],
    [patchTask({ recipientUsers: ['a', 'b'] }), { kind: 'correct-body', from: '["a","b"]', to: '"a,b"' }],
    [start('{"DefinitionId":"a"}'), { kind: 'correct-body', from: '"DefinitionId"', to: '"definitionId"' }],
  ])('mends the passage of %j', (what, action) => {
    expect(actions(report(sent(what, { status: 400 }), vague))).toContainEqual(action);
  });

  it('corrects a status in the query, spelt with two L', () => {
    const found = report(
      sent({ method: 'GET', path: '/v1/workflow-instances?status=CANCELLED&$top=5' }, { status: 400 }),
      vague,
    );
    expect(believed(found)[0]).toBe('payload-invalid likely');
    expect(actions(found)).toEqual([
      {
        kind: 'correct-url',
        url: 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest/v1/workflow-instances?$top=5&status=CANCELED',
      },
    ]);
  });

  it('is likely for 422 of Process Automation, and speaks of the trigger’s inputs (community ba-p/13564931)', () => {
    const url = 'https://spa-api-gateway-bpi-eu-prod.cfapps.eu10.hana.ondemand.com/workflow/rest/v1/workflow-instances';
    const found = report(sent({ url }, { status: 422 }), null);
    expect(believed(found)[0]).toBe('payload-invalid likely');
    expect(found.findings[0]?.mends.map(({ text }) => text).join()).toContain('inputs of the API trigger');
  });

  it.each([
    ['a start that was taken', sent(start('{"context":{}}'), { status: 201 }), '{"id":"1","status":"RUNNING"}'],
    ['a definition that is gone', sent({}, { status: 400 }), coded('definition.not.found')],
    [
      'a task that has ended',
      sent(patchTask({ status: 'COMPLETED' }), { status: 400 }),
      coded('rest.task.final.status'),
    ],
    ['too many instances', sent({}, { status: 400 }), coded('rest.instance.limit.reached')],
    ['a refusal', sent(start('{'), { status: 403 }), null],
  ])('is not named for %s', (_what, exchange, body) => {
    expect(believed(report(exchange, body)).join()).not.toContain('payload-invalid');
  });

  it('does not call a body broken that was cut when it was recorded', () => {
    const found = report(sent(start(`{"a":"${'x'.repeat(256 * 1024)}`), { status: 400 }), vague);
    expect(believed(found)[0]).toBe('payload-invalid likely');
  });
});

describe('limits and failures that SAP names by a code', () => {
  it.each([
    ['rate.limit.exceeded', 429, 'rate-limited certain'],
    ['rate.limit.exceeded', 403, 'rate-limited certain'],
    ['rest.instance.limit.reached', 400, 'rate-limited likely'],
    ['rest.instance.limit.reached', 422, 'rate-limited likely'],
    ['rest.instance.limit.reached', 429, 'rate-limited likely'],
    ['internal.server.error', 500, 'service-error certain'],
    ['internal.server.error', 400, 'service-error certain'],
  ])('%s with %i', (code, status, first) => {
    const found = report(sent({}, { status }), coded(code));
    expect(believed(found)[0]).toBe(first);
    expect(found.stoppedAt).toBeNull();
  });

  it.each([
    ['another code', sent({}, { status: 400 }), coded('instance.context.invalid')],
    [
      'a list that speaks of limits',
      sent({ method: 'GET', path: '/v1/workflow-instances' }, { status: 200 }),
      '[{"subject":"bpm.workflowruntime.rate.limit.exceeded"}]',
    ],
  ])('are not named for %s', (_what, exchange, body) => {
    const neighbours = [beside(sent({}, { status: 429 }), coded('rate.limit.exceeded'))];
    expect(believed(report(exchange, body, { neighbours })).join()).not.toMatch(/rate-limited|service-error/);
  });
});
