/** What a customer might send: a login, a refused call, an empty list, a Magnus refusal and an empty task list. */
export function sampleHar(): string {
  const entries = [login(), refused(), emptyList(), magnusRefusal(), emptyTasks(), unreachable()];
  return JSON.stringify({
    log: { version: '1.2', creator: { name: 'WebInspector', version: '537.36' }, pages: [], entries },
  });
}

/** Every secret in it, each made up here: none of them may be seen anywhere. */
export const harSecrets = ['q8-sample-client-secret', 'pw-of-bob-7431'] as const;

const at = Date.UTC(2026, 10, 21, 10);
const service = 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest';
const client = 'sb-clone-5f2d7a90!b31337|workflow!b10150';

/** A token whose signature is filler: it opens nothing, and reads like one. */
export function sampleToken(scope: readonly string[] = ['workflow!b10150.TASK_GET', 'uaa.resource']): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    client_id: client,
    grant_type: 'client_credentials',
    scope,
    iat: at / 1000 - 5,
    exp: at / 1000 + 43_194,
    iss: 'https://acme-dev.authentication.eu10.hana.ondemand.com/oauth/token',
    zid: 'f6e1c1a0',
    aud: ['uaa', 'workflow!b10150', client],
  };
  return `${part({ alg: 'RS256', typ: 'JWT', kid: 'default-jwt-key--1' })}.${part(claims)}.${'s'.repeat(342)}`;
}

type Headers = Record<string, string>;
const json: Headers = { 'Content-Type': 'application/json' };

function entry(
  asked: [method: string, url: string, headers: Headers, body?: string],
  answer: [status: number, headers: Headers, body: string],
  more: object = {},
) {
  const [method, url, headers, body] = asked;
  const [status, answered, text] = answer;
  return {
    startedDateTime: new Date(at).toISOString(),
    time: 120,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      headers: lines(headers),
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: body?.length ?? 0,
      ...(body === undefined ? {} : { postData: { mimeType: headers['Content-Type'] ?? '', text: body } }),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      headers: lines(answered),
      cookies: [],
      content: { size: text.length, mimeType: answered['Content-Type'] ?? '', text },
      redirectURL: '',
      headersSize: -1,
      bodySize: text.length,
    },
    cache: {},
    timings: { send: 1, wait: 118, receive: 1 },
    ...more,
  };
}

function lines(headers: Headers) {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function login() {
  const body = `grant_type=client_credentials&client_id=${encodeURIComponent(client)}&client_secret=${harSecrets[0]}`;
  return entry(
    [
      'POST',
      'https://acme-dev.authentication.eu10.hana.ondemand.com/oauth/token',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    ],
    [200, json, JSON.stringify({ access_token: sampleToken(), token_type: 'bearer', expires_in: 43_199, jti: '1' })],
  );
}

function refused() {
  return entry(
    ['GET', `${service}/v1/workflow-definitions`, { Authorization: `Bearer ${sampleToken()}`, Accept: '*/*' }],
    [403, json, '{"error":{"message":"User does not have sufficient privileges."}}'],
  );
}

function emptyList() {
  const token = sampleToken(['workflow!b10150.WORKFLOW_INSTANCE_GET']);
  return entry(['GET', `${service}/v1/workflow-instances`, { Authorization: `Bearer ${token}` }], [200, json, '[]']);
}

function magnusRefusal() {
  const body = { c: '713aa58d', configuration: { runWorkflow: { l: 'V29ya2Zsb3c', parameters: [] } } };
  return entry(
    ['POST', 'https://acme.magnus.example/remote', json, JSON.stringify(body)],
    [400, json, '{"status":"failed","error":{"reason":"invalid","message":""}}'],
  );
}

function emptyTasks() {
  const wrap = (inner: string) =>
    `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:htdt="http://www.example.org/WS-HT/api/xsd"><soapenv:Body>${inner}</soapenv:Body></soapenv:Envelope>`;
  const basic = Buffer.from(`bob:${harSecrets[1]}`).toString('base64');
  return entry(
    [
      'POST',
      'http://bpm.acme.example:8080/active-bpel/services/AeB4PTaskClient-taskOperations',
      { Authorization: `Basic ${basic}`, 'Content-Type': 'text/xml; charset=utf-8' },
      wrap('<htdt:getMyTasks><htdt:taskType>ALL</htdt:taskType><htdt:status>COMPLETED</htdt:status></htdt:getMyTasks>'),
    ],
    [200, { 'Content-Type': 'text/xml;charset=UTF-8' }, wrap('<htdt:getMyTasksResponse/>')],
  );
}

function unreachable() {
  return entry(['GET', 'https://api.wrokflow-sap.example/v1', {}], [0, {}, ''], {
    _error: 'net::ERR_NAME_NOT_RESOLVED',
  });
}
