import { describe, expect, it } from 'vitest';
import { connection, inputOf, login, responseOf, sentAt } from '../exchange-builder.ts';
import {
  actions,
  believed,
  beside,
  clientToken,
  explain,
  minute,
  personToken,
  refusal,
  report,
  sent,
} from './sap-cases.ts';

const get = (path: string) => ({ method: 'GET', path });
const few = clientToken(['TASK_GET', 'TASK_DEFINITION_GET']);
const spa = 'https://spa-api-gateway-bpi-eu-prod.cfapps.eu10.hana.ondemand.com';
/** SBPA names a code (domain facts 1.4); the message is in the language of the tenant. */
const coded = (message: string) =>
  JSON.stringify({ error: { code: 'bpm.workflowruntime.rest.user.not.sufficient.privileges', message, logId: '1f' } });

describe('authority-missing', () => {
  it.each([
    ['the start of SEED0, question 1', sent({}, { status: 403 }, { token: few }), refusal, 'WORKFLOW_INSTANCE_START'],
    [
      'the first GET after a fresh key (VE exercise 05)',
      sent(get('/v1/workflow-definitions'), { status: 403 }, { token: few }),
      refusal,
      'WORKFLOW_DEFINITION_GET',
    ],
    [
      'the code, with a German message',
      sent(get('/v1/workflow-instances?$top=5'), { status: 403 }, { token: few }),
      coded('Der Benutzer hat nicht genügend Berechtigungen.'),
      'WORKFLOW_INSTANCE_GET',
    ],
    [
      'the code in a cut body behind a byte order mark',
      sent(get('/v1/forms'), { status: 403 }, { token: few }),
      `\uFEFF${coded('x'.repeat(9)).slice(0, -4)}`,
      'FORM_DEFINITION_GET',
    ],
  ])('is certain by sentence or code, catalogue and scopes: %s', (_what, exchange, body, needed) => {
    const [finding] = report(exchange, body).findings;
    expect(finding).toMatchObject({ cause: 'authority-missing', confidence: 'certain', needed: [needed] });
  });

  it.each([
    [
      'another language and no code',
      sent({}, { status: 403 }, { token: few }),
      '{"error":{"message":"Berechtigungen fehlen."}}',
      'likely',
    ],
    [
      'a gateway’s page',
      sent({}, { status: 403, contentType: 'text/html' }, { token: few }),
      '<!-- waf --><html>403 Forbidden</html>',
      'likely',
    ],
    ['scopes that cannot be seen', sent({}, { status: 403 }, { token: null, clues: opaque() }), refusal, 'likely'],
    [
      'an authority that was concluded',
      sent(
        { method: 'PATCH', path: '/v1/task-instances/4711', body: '{"status":"COMPLETED"}' },
        { status: 403 },
        { token: few },
      ),
      refusal,
      'likely',
    ],
    [
      'Process Automation by its code',
      sent(
        { ...get(''), url: `${spa}/public/workflow/rest/v1/workflow-instances/4711/context` },
        { status: 403 },
        { token: few },
      ),
      coded('No.'),
      'likely',
    ],
    [
      'Process Automation without words',
      sent({ url: `${spa}/workflow/rest/v1/workflow-instances` }, { status: 403 }, { token: few }),
      null,
      'possible',
    ],
    [
      'a scope that the connection asks for',
      sent({}, { status: 403 }, { token: few, connectionId: 'scoped' }),
      refusal,
      'likely',
    ],
  ])('is less than certain with %s', (_what, exchange, body, confidence) => {
    const { credential } = connection;
    const scoped =
      credential.kind === 'oauth2-client-credentials'
        ? { ...credential, scope: 'workflow!b10150.TASK_GET' }
        : credential;
    const by = exchange.connectionId === 'scoped' ? { connection: { ...connection, credential: scoped } } : {};
    expect(believed(report(exchange, body, by))[0]).toBe(`authority-missing ${confidence}`);
  });

  it('is read off the claims alone when a file has kept no more of the token', () => {
    const claims = {
      client_id: 'sb-x!b1|workflow!b10150',
      grant_type: 'client_credentials',
      scope: 'workflow!b10150.TASK_GET uaa.resource',
    };
    const clues = { ...opaque(), jwts: [{ in: 'authorization' as const, header: {}, claims }] };
    const found = report(sent({}, { status: 403 }, { token: null, clues, connectionId: null }), refusal, {
      connection: null,
    });
    expect(found.findings[0]).toMatchObject({
      cause: 'authority-missing',
      confidence: 'certain',
      granted: ['TASK_GET'],
    });
  });

  it('says of the newest token that it lacks it too', () => {
    const second = clientToken(['TASK_GET'], { tag: 'b2c4', fetchedAt: sentAt - minute });
    const { findings } = report(sent({}, { status: 403 }, { token: few }), refusal, {
      neighbours: [beside(login({ token: second }))],
    });
    expect(findings[0]?.evidence.at(-1)).toMatchObject({ source: 'claim `scope` of token `b2c4`' });
    expect(findings[0]?.evidence.at(-1)?.text).toContain('lacks it too');
  });

  it.each([
    ['the token carries it', sent({}, { status: 403 }), refusal],
    ['a person called', sent({}, { status: 403 }, { token: personToken([]) }), refusal],
    ['the answer is 401', sent({}, { status: 401 }, { token: few }), refusal],
    [
      'a CSRF token is asked for',
      sent({}, { status: 403, headers: { 'X-CSRF-Token': 'Required' } }, { token: few }),
      null,
    ],
    ['it is a list that came back', sent(get('/v1/workflow-instances'), { status: 200 }, { token: few }), refusal],
  ])('is not named when %s', (_what, exchange, body) => {
    expect(believed(report(exchange, body)).join()).not.toContain('authority-missing');
  });

  it('is not certain by the rules service’s code, which shares the sentence (community qaq-p/14424470)', () => {
    const body = '{"error":{"code":"bpm.rulesruntime.error","message":"User does not have sufficient privileges."}}';
    expect(believed(report(sent({}, { status: 403 }, { token: few }), body))[0]).toBe('authority-missing likely');
  });
});

describe('token-older-than-grant', () => {
  const old = clientToken(['TASK_GET'], { fetchedAt: sentAt - 90 * minute });
  const newer = (changes: object = {}, claims: object = {}) =>
    clientToken(
      ['TASK_GET', 'WORKFLOW_INSTANCE_START'],
      { tag: 'b2c4', fetchedAt: sentAt - 5 * minute, ...changes },
      claims,
    );
  const call403 = sent({}, { status: 403 }, { token: old });

  it('is certain when a newer token of the client carried it before the call', () => {
    const found = report(call403, refusal, { neighbours: [beside(login({ token: newer() }))] });
    expect(believed(found)).toEqual(['token-older-than-grant certain']);
    expect(actions(found)).toEqual([{ kind: 'renew-token' }]);
    expect(found.stoppedAt).toBe('authority');
  });

  it('is certain when the probe for this call fetched one that carries it', () => {
    const probe = sent(
      { method: 'GET', path: '/v1/workflow-definitions' },
      { status: 403 },
      { token: newer({ fetchedAt: sentAt + minute }) },
    );
    const probeOf = { exchangeId: call403.id, probe: 'renew-token' as const };
    const found = report(call403, refusal, {
      neighbours: [beside(probe, refusal, { probeOf, startedAt: sentAt + minute })],
    });
    expect(believed(found)).toEqual(['token-older-than-grant certain']);
  });

  it('is certain by what the token endpoint said of an opaque token of the connection', () => {
    const opaqueToken = login({ token: null, startedAt: sentAt - minute, connectionId: 'c1' });
    const unseen = { ...old, claims: { iat: (sentAt - 90 * minute) / 1000, scope: old.scopes } };
    const body = '{"access_token":"‹token b2c4›","scope":"workflow!b10150.WORKFLOW_INSTANCE_START uaa.resource"}';
    const found = report(sent({}, { status: 403 }, { token: unseen }), refusal, {
      neighbours: [{ exchange: opaqueToken, bodyText: body }],
    });
    expect(believed(found)).toEqual(['token-older-than-grant certain']);
  });

  it('comes second when the newer token was fetched after the call: then the grant was missing', () => {
    const after = login({ token: newer({ fetchedAt: sentAt + 10 * minute }) });
    const found = report(call403, refusal, { neighbours: [beside(after, null, { startedAt: sentAt + 10 * minute })] });
    expect(believed(found)).toEqual(['authority-missing certain', 'token-older-than-grant likely']);
  });

  it('is possible, and second, when the token is old and nothing speaks of a grant', () => {
    const found = report(call403, refusal);
    expect(believed(found)).toEqual(['authority-missing certain', 'token-older-than-grant possible']);
    expect(found.findings[1]?.mends.map(({ action }) => action?.kind)).toEqual(['renew-token', 'run-probe']);
  });

  it.each([
    ['another client', newer({}, { client_id: 'sb-other!b2|workflow!b10150' })],
    ['another tenant', newer({}, { zid: 'another-zone' })],
    ['a person of the same client', newer({}, { user_id: 'jo', user_name: 'jo' })],
    ['an older token', newer({ fetchedAt: sentAt - 180 * minute })],
    ['a token that lacks it as well', clientToken(['TASK_GET'], { tag: 'b2c4', fetchedAt: sentAt - minute })],
  ])('is not certain by the token of %s', (_what, token) => {
    const found = report(call403, refusal, { neighbours: [beside(login({ token }))] });
    expect(believed(found)[0]).toBe('authority-missing certain');
  });

  it('is not thought of with a token fetched for this very call', () => {
    const found = report(call403, refusal, { tokenExchange: login() });
    expect(believed(found)).toEqual(['authority-missing certain']);
  });
});

describe('wrong-service-instance', () => {
  const carrying = clientToken(['WORKFLOW_INSTANCE_START']);
  const named = (identity: object) => ({
    connection: { ...connection, identity: { ...connection.identity, ...identity } },
  });

  it.each([
    ['the service instance', carrying, named({ serviceInstanceId: '99999999-0000-4000-8000-000000000009' })],
    ['the tenant', carrying, named({ subaccountId: 'ffffffff-0000-4000-8000-0000000000ff' })],
    ['the application of the scopes', carrying, named({ xsappname: 'clone-5f2d7a90!b31337|workflow!b20999' })],
    [
      'nothing of the workflow service',
      clientToken(
        [],
        { scopes: ['destination-xsappname!b404.Read', 'uaa.resource'] },
        { client_id: 'sb-clone-1!b2|destination-xsappname!b404' },
      ),
      {},
    ],
  ])('is likely by %s in the token', (_what, token, known) => {
    const found = report(sent({}, { status: 403 }, { token }), refusal, known);
    expect(believed(found)[0]).toBe('wrong-service-instance likely');
    expect(found.stoppedAt).toBe('authority');
  });

  it('is certain when the same operation went through for another instance', () => {
    const ours = clientToken(
      ['WORKFLOW_INSTANCE_START'],
      { tag: 'c3d4' },
      {
        ext_attr: { serviceinstanceid: '99999999-0000-4000-8000-000000000009' },
        client_id: 'sb-other!b2|workflow!b10150',
      },
    );
    const through = beside(sent({}, { status: 201 }, { token: ours }), '{"id":"i1","status":"RUNNING"}');
    const found = report(sent({}, { status: 403 }, { token: carrying }), refusal, { neighbours: [through] });
    expect(believed(found)[0]).toBe('wrong-service-instance certain');
  });

  it('is only possible, and stops no gate, when the token carries it and nothing else is known', () => {
    const found = report(sent({}, { status: 403 }, { token: carrying }), refusal);
    expect(believed(found)).toEqual(['wrong-service-instance possible']);
    expect(found.stoppedAt).toBeNull();
    expect(found.probes.map(({ id }) => id)).toContain('list-definitions');
  });

  it.each([
    [
      'the same ids in another case',
      named({
        serviceInstanceId: '5F2D7A90-0000-4000-8000-000000000001',
        xsappname: 'clone-5f2d7a90!b31337|workflow!b10150',
      }),
    ],
    ['a connection that names none', {}],
  ])('is not named for a token without the authority: %s', (_what, known) => {
    const found = report(sent({}, { status: 403 }, { token: few }), refusal, known);
    expect(believed(found).join()).not.toContain('wrong-service-instance');
  });

  it('is not seen in a token that was granted nothing at all', () => {
    const found = report(sent({}, { status: 403 }, { token: clientToken([]) }), refusal);
    expect(believed(found)[0]).toBe('authority-missing certain');
  });
});

it('draws a refused call as stopped at the authority, whoever refused it', () => {
  const { gates } = explain(
    inputOf(sent({}, { status: 403 }, { token: few }), {
      bodyText: refusal,
      tokenExchange: login({ response: responseOf(200) }),
    }),
  );
  expect(gates.map(({ state }) => state)).toEqual([
    'passed',
    'passed',
    'passed',
    'passed',
    'passed',
    'stopped',
    'not-reached',
    'not-reached',
  ]);
});

function opaque() {
  const authorization = { scheme: 'bearer', form: 'opaque' as const, fault: '', username: null };
  return { authorization, bodyAssertion: null, jwts: [], clientSecret: null };
}
