import { describe, expect, it } from 'vitest';
import { connection, login, requestOf, sentAt } from '../exchange-builder.ts';
import { actions, believed, beside, clientToken, minute, personToken, refusal, report, sent } from './sap-cases.ts';

const inbox = {
  method: 'GET',
  path: '',
  url: 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/odata/v1/tcm/TaskCollection',
};
const technical = { token: clientToken(['TASK_GET']) };
/** community.sap.com m-p/12056566. */
const propagation = JSON.stringify({
  error: {
    code: 'bpm.workflowruntime.rest.principalpropagation.not.possible',
    message: 'Principal propagation is not possible: the grant carries no user identity.',
    logId: 'A1',
  },
});

describe('user-identity-required', () => {
  it.each([403, 401, 400])('is certain by SAP’s code, whatever the status: %i', (status) => {
    expect(believed(report(sent(inbox, { status }, technical), propagation))[0]).toBe('user-identity-required certain');
  });

  it.each([
    ['a client at the OData inbox', sent(inbox, { status: 403 }, technical), null, 'likely'],
    ['the same, answered 401', sent(inbox, { status: 401 }, technical), '{"error":"unauthorized"}', 'likely'],
    [
      'the same, behind a page',
      sent(inbox, { status: 403, contentType: 'text/html' }, technical),
      '<html>Forbidden</html>',
      'likely',
    ],
    [
      'the message without its code',
      sent({}, { status: 403 }, technical),
      '{"error":{"message":"Principal propagation failed"}}',
      'likely',
    ],
    [
      'a token nothing is seen of',
      sent(inbox, { status: 403 }, { token: { ...clientToken([]), claims: null, scopes: [] } }),
      null,
      'possible',
    ],
  ])('is believed without it: %s', (_what, exchange, body, confidence) => {
    expect(believed(report(exchange, body))[0]).toBe(`user-identity-required ${confidence}`);
  });

  it.each([
    ['a person', sent(inbox, { status: 403 }, { token: personToken([]) })],
    ['a call of the REST API', sent({ method: 'GET', path: '/v1/task-instances' }, { status: 403 }, technical)],
    ['an inbox that is not there', sent(inbox, { status: 404 }, technical)],
  ])('is not named for %s', (_what, exchange) => {
    expect(believed(report(exchange, refusal)).join()).not.toContain('user-identity-required');
  });
});

describe('csrf-token-required', () => {
  const router =
    'https://acme.launchpad.cfapps.eu10.hana.ondemand.com/comsapbpmworkflow/bpmworkflowruntime/rest/v1/workflow-instances';
  const through = (headers: Record<string, string>, asked = 'Required') =>
    sent(
      { url: router, headers },
      { status: 403, headers: { 'x-csrf-token': asked }, contentType: 'text/plain' },
      { token: null },
    );

  it.each([
    ['as the monitor app reads it (MON)', through({ Cookie: 'JSESSIONID=‹cookie 1a2b›' })],
    ['in capitals', through({}, 'REQUIRED ')],
    ['although a stale one was sent', through({ 'X-CSRF-Token': '‹value 33aa›' })],
    ['whatever the token carries', { ...through({}), token: clientToken(['TASK_GET']) }],
  ])('is certain by 403 and the header, %s', (_what, exchange) => {
    const found = report(exchange, 'Forbidden');
    expect(believed(found)).toEqual(['csrf-token-required certain']);
    expect(found.stoppedAt).toBe('authority');
    expect(actions(found)).toEqual([{ kind: 'correct-url', url: requestOf('POST', '/v1/workflow-instances').url }]);
  });

  it('is likely by the words alone, as a file without headers has them', () => {
    const found = report(
      sent({ url: router }, { status: 403 }),
      '{"error":{"message":"CSRF token validation failed"}}',
    );
    expect(believed(found)).toEqual(['csrf-token-required likely']);
  });

  it('is likely for a write in a session whose answer came down without headers', () => {
    const exchange = sent(
      { url: router, headers: { Cookie: 'JSESSIONID=‹cookie 1a2b›' } },
      { status: 403 },
      { token: null },
    );
    expect(believed(report(exchange, 'Forbidden'))[0]).toBe('csrf-token-required likely');
  });

  it('corrects no URL without a connection that names the REST host', () => {
    expect(actions(report(through({}), 'Forbidden', { connection: null }))).toEqual([]);
  });

  it.each([
    ['a token that was handed out', sent({}, { status: 200, headers: { 'X-CSRF-Token': '‹value 9f›' } }), '[]'],
    ['another 403', sent({}, { status: 403, headers: { 'X-CSRF-Token': '‹value 9f›' } }), refusal],
    [
      'the service’s own word on privileges',
      sent({}, { status: 403, headers: { 'X-CSRF-Token': 'Required' } }),
      refusal,
    ],
  ])('is not named for %s', (_what, exchange, body) => {
    expect(believed(report(exchange, body)).join()).not.toContain('csrf');
  });
});

describe('role-missing', () => {
  it.each([
    ['authorization code', {}],
    ['JWT bearer', { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' }],
    ['SAML bearer', { grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer' }],
    ['password', { grant_type: 'password' }],
  ])('is certain for a person by %s whose token lacks what the call needs', (_what, claims) => {
    const found = report(sent({}, { status: 403 }, { token: personToken(['TASK_GET'], claims) }), refusal, {
      tokenExchange: login(),
    });
    expect(believed(found)[0]).toBe('role-missing certain');
    expect(found.findings[0]?.sentence).toBe('The person has none of the roles `WorkflowInitiator`');
    expect(found.findings[0]?.mends[0]?.text).toContain('`WorkflowInitiator`');
  });

  it.each([
    [
      'with a login of a while ago: a role may have been given since',
      sent({}, { status: 403 }, { token: personToken([]) }),
      refusal,
    ],
    ['without the service’s words', sent({}, { status: 403 }, { token: personToken([]) }), null],
    [
      'behind a page',
      sent({}, { status: 403, contentType: 'text/html' }, { token: personToken([]) }),
      '<html>403</html>',
    ],
    [
      'with the scope, and no role in this instance',
      sent({ method: 'GET', path: '/v1/task-instances/1' }, { status: 403 }, { token: personToken(['TASK_GET']) }),
      refusal,
    ],
    [
      'in a session of an application router',
      sent({ headers: { Cookie: 'JSESSIONID=‹cookie 1a2b›' } }, { status: 403 }, { token: null }),
      refusal,
    ],
  ])('is likely %s', (_what, exchange, body) => {
    expect(believed(report(exchange, body))[0]).toBe('role-missing likely');
  });

  it('gives way when a newer login of the same person carries it', () => {
    const token = { ...personToken(['WORKFLOW_INSTANCE_START'], { iat: (sentAt - minute) / 1000 }), tag: 'b2c4' };
    const neighbours = [beside(sent({}, { status: 201 }, { token }), '{"id":"i1","status":"RUNNING"}')];
    const found = report(sent({}, { status: 403 }, { token: personToken([]) }), refusal, { neighbours });
    expect(believed(found)[0]).toBe('token-older-than-grant certain');
  });

  it.each([
    ['a technical client', sent({}, { status: 403 }, { token: clientToken([]) }), {}],
    [
      'a client’s token with a cookie beside it',
      sent({ headers: { Cookie: 'a=b' } }, { status: 403 }, { token: clientToken([]) }),
      {},
    ],
    ['a person whose token was refused', sent({}, { status: 401 }, { token: personToken([]) }), { connection }],
  ])('is not named for %s', (_what, exchange, known) => {
    expect(believed(report(exchange, refusal, known)).join()).not.toContain('role-missing');
  });
});
