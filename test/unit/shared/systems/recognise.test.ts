import { describe, expect, it } from 'vitest';
import { isTokenCall, recogniseSystem, type Traffic } from '#shared/systems/recognise.ts';

const call = (method: string, url: string, changes: Partial<Traffic> = {}): Traffic => ({
  method,
  url,
  headers: [],
  bodyText: null,
  responseHeaders: [],
  responseBodyText: null,
  ...changes,
});
const jwtOf = (claims: unknown) =>
  `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

describe('the system of a call', () => {
  // domain-facts 1.1, 1.5, 1.8
  it.each([
    ['GET', 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest/v1/workflow-definitions'],
    ['POST', 'https://api.workflow-sap.cfapps.us10.hana.ondemand.com/workflow-instances'],
    ['POST', 'https://spa-api-gateway-bpi-eu-prod.cfapps.eu10.hana.ondemand.com/workflow/rest/v1/workflow-instances'],
    [
      'POST',
      'https://spa-api-gateway-bpi-us-prod.cfapps.us10.hana.ondemand.com/public/workflow/rest/v1/workflow-instances',
    ],
    [
      'GET',
      'https://bpmworkflowruntimewfs-a1.hanatrial.ondemand.com/workflow-service/rest/v1/task-instances?status=READY',
    ],
    ['PATCH', 'https://gateway.acme.example/wf/v1/task-instances/11-22'],
    ['POST', 'https://acme-dev.authentication.eu10.hana.ondemand.com/oauth/token'],
    ['POST', 'https://acme-dev.authentication.cert.eu10.hana.ondemand.com/oauth/token'],
    [
      'GET',
      'https://acme.cockpit.workflow.cfapps.eu10.hana.ondemand.com/comsapbpmworkflowmonitor/bpmworkflowruntime/rest/v1/x',
    ],
  ])('is SAP Workflow for %s %s', (method, url) => {
    expect(recogniseSystem(call(method, url))).toBe('sap-workflow');
  });

  it('is SAP Workflow by its error code, its token’s scopes, or its client id', () => {
    const url = 'https://proxy.acme.example/api/messages';
    const answer = '{"error":{"code":"bpm.workflowruntime.rest.message.no.match","message":"…"}}';
    expect(recogniseSystem(call('POST', url, { responseBodyText: answer }))).toBe('sap-workflow');
    const token = jwtOf({ scope: ['workflow!b10150.MESSAGE_SEND', 'uaa.resource'] });
    expect(recogniseSystem(call('POST', url, { headers: [{ name: 'authorization', value: `Bearer ${token}` }] }))).toBe(
      'sap-workflow',
    );
    const form = 'grant_type=client_credentials&client_id=sb-clone-5f2d%21b31337%7Cworkflow%21b10150&client_secret=x';
    expect(recogniseSystem(call('POST', 'https://uaa.acme.example/oauth/token', { bodyText: form }))).toBe(
      'sap-workflow',
    );
  });

  // domain-facts 2.1
  it.each([
    ['https://magnus.acme.example/remote', '{"c":"713aa58d","configuration":{"runWorkflow":{"l":"a"}}}', null],
    ['https://magnus.acme.example/wrong', '{ "c": "a83270b7", "configuration": {} }', '<html>404</html>'],
    ['https://magnus.acme.example/remote', '{"c":"wrong","configuration":{}}', null],
    ['https://magnus.acme.example/remote', `{"jwt":"${jwtOf({ iss: 'a@b.iam.gserviceaccount.com' })}"}`, null],
    [
      'https://magnus.acme.example/remote',
      null,
      '{"status":"failed","error":{"reason":"accessDenied","message":"No"}}',
    ],
    ['https://magnus.acme.example/remote', null, '{"status":"ok","result":{"workflowId":"1","historyId":"2"}}'],
  ])('is Magnus for %s with %s', (url, bodyText, responseBodyText) => {
    expect(recogniseSystem(call('POST', url, { bodyText, responseBodyText }))).toBe('magnus');
  });

  // domain-facts 3.1, 3.2
  it.each([
    ['http://avos.acme.example:8080/active-bpel/services/AeB4PTaskClient-taskOperations', null],
    ['https://ps.acme.example/active-bpel/services/JSON/AeB4PTaskClient-taskOperations', '{}'],
    [
      'https://esb.acme.example/tasks',
      '<s:Envelope xmlns:h="http://www.example.org/WS-HT/api/xsd"><h:claim/></s:Envelope>',
    ],
    ['https://esb.acme.example/tasks', '<s:Envelope><s:Body><htdt:getMyTasks/></s:Body></s:Envelope>'],
  ])('is the Process Server for %s with %s', (url, bodyText) => {
    expect(recogniseSystem(call('POST', url, { bodyText }))).toBe('process-server');
  });

  it.each([
    ['POST', 'https://api.anthropic.example/v1/messages', '{"model":"x","messages":[]}'],
    ['POST', 'https://login.example.org/oauth/token', 'grant_type=client_credentials&client_id=a'],
    ['POST', 'https://api.example.org/remote', '{"command":"up"}'],
    ['POST', 'https://api.example.org/soap', '<soap:Envelope><soap:Body><getTasks/></soap:Body></soap:Envelope>'],
    ['GET', 'https://acme.launchpad.cfapps.eu10.hana.ondemand.com/index.html', null],
    ['GET', 'not a url', null],
  ])('is nobody’s in particular for %s %s', (method, url, bodyText) => {
    expect(recogniseSystem(call(method, url, { bodyText }))).toBe('generic-http');
  });
});

describe('a call of a token endpoint', () => {
  it.each([
    ['POST', 'https://a.example/oauth/token', 'grant_type=client_credentials', true],
    ['POST', 'https://a.example/oauth2/v2.0/token', null, true],
    ['GET', 'https://a.example/oauth/token?grant_type=client_credentials', null, true],
    ['POST', 'https://a.example/wrong', 'client_id=a&grant_type=client_credentials', true],
    ['POST', 'https://a.example/login', '{"grant_type":"client_credentials"}', true],
    ['GET', 'https://a.example/oauth/token_keys', null, false],
    ['POST', 'https://a.example/v1/workflow-instances', '{"context":{"note":"no grant"}}', false],
    ['OPTIONS', 'https://a.example/oauth/token', null, false],
  ])('is told from %s %s %s: %s', (method, url, bodyText, isOne) => {
    expect(isTokenCall(call(method, url, { bodyText }))).toBe(isOne);
  });

  it('is told by the token it gets', () => {
    const responseBodyText = '{"access_token":"abc","token_type":"bearer"}';
    expect(isTokenCall(call('POST', 'https://a.example/login', { responseBodyText }))).toBe(true);
  });
});
