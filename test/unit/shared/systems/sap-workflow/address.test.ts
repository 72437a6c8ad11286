import { describe, expect, it } from 'vitest';
import { connection } from '../exchange-builder.ts';
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

describe('base-url-wrong', () => {
  /** cloudfoundry/gorouter#338, #112; capire/docs#1545. */
  const unrouted =
    "404 Not Found: Requested route ('api.workflow-sap.cfapps.eu99.hana.ondemand.com') does not exist.\n";
  const far = 'https://api.workflow-sap.cfapps.eu99.hana.ondemand.com/workflow-service/rest/v1/workflow-instances';

  it.each([
    ['its sentence', sent({ url: far }, { status: 404, contentType: 'text/plain' }), unrouted],
    ['its header', sent({ url: far }, { status: 404, headers: { 'X-Cf-Routererror': 'unknown_route' } }), null],
    [
      'its header in another case',
      sent({ url: far }, { status: 404, headers: { 'x-cf-routererror': 'Unknown_Route' } }),
      '',
    ],
  ])('is certain when Cloud Foundry’s router answers, by %s', (_what, exchange, body) => {
    const found = report(exchange, body);
    expect(believed(found)).toEqual(['base-url-wrong certain']);
    expect(found.gates.filter(({ id }) => id === 'token' || id === 'authority').map(({ state }) => state)).toEqual([
      'unknown',
      'passed',
    ]);
  });

  it('is not certain when the host answered beside it: the application may be down', () => {
    const neighbours = [beside(sent({ ...get(''), url: far }, { status: 200 }), '[]')];
    expect(believed(report(sent({ url: far }, { status: 404 }), unrouted, { neighbours }))[0]).not.toContain(
      'base-url-wrong certain',
    );
  });

  it.each([
    ['no base', `${new URL(rest).origin}/v1/workflow-definitions`, `${rest}/v1/workflow-definitions`, rest],
    [
      'another base, at a host of one’s own',
      'https://flow.acme.example/rest/v1/workflow-instances?$top=5',
      'https://flow.acme.example/workflow-service/rest/v1/workflow-instances?$top=5',
      'https://flow.acme.example/workflow-service/rest',
    ],
    [
      'the base of OData',
      `${rest.replace('/rest', '/odata')}/v1/workflow-instances`,
      `${rest}/v1/workflow-instances`,
      rest,
    ],
  ])('is likely when the router answers at %s, and calls at the right one were answered', (_what, url, right, base) => {
    const neighbours = [beside(sent({ method: 'GET', url: `${base}/v1/workflow-instances` }, { status: 200 }), '[]')];
    const found = report(sent({ method: 'GET', url }, { status: 404 }), unrouted, { ...elsewhere, neighbours });
    expect(believed(found)[0]).toBe('base-url-wrong likely');
    expect(actions(found)[0]).toEqual({ kind: 'correct-url', url: right });
  });

  it('is no more than possible when the same base was answered, or nothing was', () => {
    const url = `${rest}/v1/workflow-definitions`;
    const same = [beside(sent({ method: 'GET', url: `${rest}/v1/workflow-instances` }, { status: 200 }), '[]')];
    const failed = [beside(sent({ method: 'GET', url: `${spa}/v1/workflow-instances` }, { status: 502 }), null)];
    const made = sent({ method: 'GET', url }, { status: 404 });
    expect(believed(report(made, unrouted, { neighbours: same }))[0]).toBe('base-url-wrong possible');
    expect(believed(report(made, unrouted, { neighbours: failed }))[0]).toBe('base-url-wrong certain');
  });

  it.each([
    ['no /v1', `${rest}/workflow-instances`, `${rest}/v1/workflow-instances`],
    ['/v1 twice', `${rest}/v1/v1/workflow-instances?$top=1`, `${rest}/v1/workflow-instances?$top=1`],
    [
      'the OData address',
      `${rest.replace('/rest', '/odata')}/v1/workflow-instances/4711`,
      `${rest}/v1/workflow-instances/4711`,
    ],
    [
      'the address of deployments',
      `${new URL(rest).origin}/workflow-deploy/rest/internal/v1/workflow-definitions`,
      `${rest}/v1/workflow-definitions`,
    ],
    ['no path at all', `${new URL(rest).origin}/v1/workflow-definitions`, `${rest}/v1/workflow-definitions`],
    [
      'the path of the other product',
      `${spa}/workflow-service/rest/v1/workflow-instances`,
      `${spa}/workflow/rest/v1/workflow-instances`,
    ],
    ['no path at the gateway', `${spa}/v1/workflow-instances`, `${spa}/workflow/rest/v1/workflow-instances`],
    [
      'the public path without /v1',
      `${spa}/public/workflow/rest/workflow-instances`,
      `${spa}/public/workflow/rest/v1/workflow-instances`,
    ],
    [
      'Neo without /v1',
      'https://bpmworkflowruntimewfs-p1.hanatrial.ondemand.com/workflow-service/rest/workflow-definitions',
      'https://bpmworkflowruntimewfs-p1.hanatrial.ondemand.com/workflow-service/rest/v1/workflow-definitions',
    ],
  ])('is likely for an address with %s, and corrects it', (_what, url, corrected) => {
    const found = report(sent({ method: 'GET', url, path: '' }, { status: 404 }), null, elsewhere);
    expect(believed(found)[0]).toBe('base-url-wrong likely');
    expect(actions(found)).toContainEqual({ kind: 'correct-url', url: corrected });
  });

  it.each([
    [`${rest}/v1`, `${rest}/v1/v1/workflow-definitions`, rest],
    [`${rest.replace('/rest', '/odata')}/`, `${rest.replace('/rest', '/odata')}/v1/workflow-definitions`, rest],
    [spa, `${spa}/v1/workflow-definitions`, `${spa}/workflow/rest`],
  ])('corrects the connection’s variable %s', (written, url, value) => {
    const own = { ...connection, variables: { workflow_rest_url: written } };
    const found = report(sent({ method: 'GET', url }, { status: 404 }), null, { connection: own });
    expect(actions(found)[0]).toEqual({ kind: 'set-variable', name: 'workflow_rest_url', value });
  });

  it.each([
    ['a list that is not there', sent(get('/v1/workflow-instances'), { status: 404 }), null, 'likely'],
    [
      'a login page with 200',
      sent(get('/v1/workflow-instances'), { status: 200, contentType: 'text/html' }),
      page,
      'likely',
    ],
    [
      'a page at a base nobody knows',
      sent({ url: 'https://acme.example/approuter/v1/workflow-instances' }, html),
      page,
      'likely',
    ],
    ['a call outside the catalogue', sent(get('/v1/something-new'), { status: 404 }), null, 'possible'],
  ])('is believed of %s', (_what, exchange, body, confidence) => {
    expect(believed(report(exchange, body, elsewhere))[0]).toBe(`base-url-wrong ${confidence}`);
  });

  it.each([
    ['a definition by its code', sent({}, { status: 404 }), coded('definition.not.found')],
    [
      'a route that exists and is overloaded',
      sent({}, { status: 503, headers: { 'X-Cf-Routererror': 'no_endpoints' } }),
      null,
    ],
    [
      'JSON with 200',
      sent(get('/v1/workflow-instances'), { status: 200, contentType: 'text/html' }),
      '[{"id":"1","status":"RUNNING"}]',
    ],
  ])('is not named for %s', (_what, exchange, body) => {
    expect(believed(report(exchange, body)).join()).not.toContain('base-url-wrong');
  });
});
