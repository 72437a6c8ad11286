import { describe, expect, it } from 'vitest';
import { connection, inputOf, login, responseOf, sentAt } from '../exchange-builder.ts';
import { believed, beside, clientToken, explain, minute, personToken, refusal, report, sent } from './sap-cases.ts';

const get = (path: string) => ({ method: 'GET', path });
/** Fetched for the call, or as good as that: nothing can have been granted between. */
const few = clientToken(['TASK_GET', 'TASK_DEFINITION_GET'], { fetchedAt: sentAt - 2_000 });
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
      confidence: 'likely',
      granted: ['TASK_GET'],
    });
  });

  it('says of the newest token that it lacks it too', () => {
    const second = clientToken(['TASK_GET'], { tag: 'b2c4', fetchedAt: sentAt - minute });
    const cached = clientToken(['TASK_GET'], { fetchedAt: sentAt - 90 * minute });
    const { findings } = report(sent({}, { status: 403 }, { token: cached }), refusal, {
      neighbours: [beside(login({ token: second }))],
    });
    expect(findings[0]?.confidence).toBe('certain');
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
