import { describe, expect, it } from 'vitest';
import { actions, believed, beside, report, sent } from './sap-cases.ts';

const rest = 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest';
const spa = 'https://spa-api-gateway-bpi-us-prod.cfapps.us10.hana.ondemand.com';
const get = (path: string) => ({ method: 'GET', path });
/** Codes of SAP’s monitor app (MON) and of public clients; the messages are of the usual make. */
const coded = (code: string, message = 'It could not be found.') =>
  JSON.stringify({ error: { code: `bpm.workflowruntime.${code}`, message, logId: 'F00' } });
const page = '<!DOCTYPE html><html><head><title>404</title></head><body>Not Found</body></html>';
const html = { status: 404, contentType: 'text/html' };
const elsewhere = { connection: null };

describe('definition-not-found', () => {
  it.each([
    ['a start (MON)', sent({}, { status: 404 }), coded('definition.not.found')],
    [
      'a definition that is read',
      sent(get('/v1/workflow-definitions/gone'), { status: 404 }),
      coded('definition.not.found'),
    ],
    ['a status that is not 404', sent({}, { status: 400 }), coded('definition.not.found')],
    [
      'Process Automation',
      sent({ url: `${spa}/workflow/rest/v1/workflow-instances` }, { status: 404 }),
      coded('definition.not.found'),
    ],
  ])('is certain by SAP’s code: %s', (_what, exchange, body) => {
    expect(believed(report(exchange, body))).toEqual(['definition-not-found certain']);
  });

  it.each([
    ['no code', sent({}, { status: 404 }), '{"error":{"message":"Not found."}}', {}],
    ['no words at all', sent({}, { status: 404 }), null, elsewhere],
    ['the page of a gateway, where the base is known', sent({}, html), page, {}],
  ])('is likely for a start with %s', (_what, exchange, body, known) => {
    expect(believed(report(exchange, body, known))[0]).toBe('definition-not-found likely');
  });

  const listed = (ids: object[]) => [
    beside(sent(get('/v1/workflow-definitions'), { status: 200 }), JSON.stringify(ids)),
  ];

  it('is certain when a list beside the call does not hold the id, and names the one that was meant', () => {
    const neighbours = listed([
      { id: 'orderapproval', name: 'Order' },
      { id: 'onboard', name: 'Onboarding' },
    ]);
    const found = report(sent({}, { status: 404 }), null, { neighbours });
    expect(believed(found)[0]).toBe('definition-not-found certain');
    expect(actions(found)).toEqual([{ kind: 'correct-body', from: '"order-approval"', to: '"orderapproval"' }]);
  });

  it.each([
    ['its name', 'Order approval', '"order-approval-1"', { id: 'order-approval-1', name: 'Order approval' }],
    [
      'its last part',
      'leaveApproval',
      '"ap21.acme.leaveapproval2.leaveApproval"',
      { id: 'ap21.acme.leaveapproval2.leaveApproval', name: 'x' },
    ],
    ['a letter less', 'order-aproval', '"order-approval"', { id: 'order-approval', name: 'x' }],
  ])('puts the id in the place of %s', (_what, written, to, entry) => {
    const body = JSON.stringify({ definitionId: written, context: {} });
    const found = report(sent({ body }, { status: 404 }), null, { neighbours: listed([entry]) });
    expect(actions(found)[0]).toMatchObject({ kind: 'correct-body', to });
  });

  it('is only possible when the list holds the id, and when the address is a strange one', () => {
    const held = report(sent({}, { status: 404 }), null, { neighbours: listed([{ id: 'order-approval' }]) });
    expect(believed(held)[0]).toBe('definition-not-found possible');
    const strange = report(sent({ url: `${rest}/v1/v1/workflow-instances` }, { status: 404 }), null);
    expect(believed(strange)).toEqual(['base-url-wrong likely', 'definition-not-found possible']);
  });

  it('is not proven by a list that may go on', () => {
    const many = Array.from({ length: 100 }, (_, at) => ({ id: `definition-${at}` }));
    expect(believed(report(sent({}, { status: 404 }), null, { neighbours: listed(many) }))[0]).toBe(
      'definition-not-found likely',
    );
  });

  it.each([
    ['a code about an instance', sent({}, { status: 404 }), coded('instance.not.found')],
    ['a list', sent(get('/v1/workflow-definitions'), { status: 404 }), null],
    ['a start that went through', sent({}, { status: 201 }), '{"id":"i1","status":"RUNNING"}'],
  ])('is not named for %s', (_what, exchange, body) => {
    expect(believed(report(exchange, body)).join()).not.toContain('definition');
  });
});

describe('instance-not-found and task-not-found', () => {
  it.each([
    [
      'the runtime’s code (MON)',
      sent(get('/v1/workflow-instances/4711'), { status: 404 }),
      coded('instance.not.found'),
      'instance-not-found certain',
    ],
    [
      'the REST layer’s code (MON)',
      sent(get('/v1/workflow-instances/4711/context'), { status: 404 }),
      coded('rest.instance.not.found'),
      'instance-not-found certain',
    ],
    [
      'a message to one that is gone',
      sent({ path: '/v1/messages', body: '{}' }, { status: 404 }),
      coded('rest.instance.not.found'),
      'instance-not-found certain',
    ],
    [
      'the operation alone',
      sent(get('/v1/workflow-instances/4711/execution-logs'), { status: 404 }),
      null,
      'instance-not-found likely',
    ],
    [
      'a page where the base is known',
      sent(get('/v1/workflow-instances/4711'), html),
      page,
      'instance-not-found likely',
    ],
    [
      'the task’s code (MON)',
      sent(get('/v1/task-instances/4711'), { status: 404 }),
      coded('rest.task.not.found'),
      'task-not-found certain',
    ],
    [
      'a completion of one that is gone',
      sent({ method: 'PATCH', path: '/v1/task-instances/1', body: '{"status":"COMPLETED"}' }, { status: 404 }),
      coded('rest.task.not.found'),
      'task-not-found certain',
    ],
    [
      'the task’s operation alone',
      sent(get('/v1/task-instances/4711/form/model'), { status: 404 }),
      '{"error":{"message":"Nope"}}',
      'task-not-found likely',
    ],
  ])('are told by %s', (_what, exchange, body, first) => {
    const found = report(exchange, body);
    expect(believed(found)[0]).toBe(first);
    expect(found.stoppedAt).toBe('resource');
  });

  it.each([
    [
      'an instance that is there',
      sent(get('/v1/workflow-instances/4711'), { status: 200 }),
      '{"id":"4711","status":"RUNNING"}',
    ],
    ['a list', sent(get('/v1/task-instances'), { status: 404 }), null],
    [
      'a host nobody routes',
      sent(get('/v1/task-instances/1'), { status: 404, headers: { 'X-Cf-Routererror': 'unknown_route' } }),
      null,
    ],
    ['a form', sent(get('/v1/forms/1/versions/1/model'), { status: 404 }), coded('form.not.found')],
  ])('are not named for %s', (_what, exchange, body) => {
    expect(believed(report(exchange, body)).join()).not.toMatch(/(?:instance|task)-not-found/);
  });
});
