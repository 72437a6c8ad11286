import type { Answer, Entry, Header, World } from './case.ts';
import { bearer, entry, json, jsonType, jwt, serverSeconds } from './wire.ts';

export const sapName = 'workflow!b10150';
export const restUrl = (w: World) =>
  `https://api.workflow-sap.cfapps.${w.region}.hana.ondemand.com/workflow-service/rest`;
export const odataUrl = (w: World) => restUrl(w).replace(/rest$/, 'odata');
export const uaaUrl = (w: World) => `https://${w.tenant}.authentication.${w.region}.hana.ondemand.com`;
export const spaUrl = (w: World) =>
  `https://spa-api-gateway-bpi-${w.region.slice(0, 2)}-prod.cfapps.${w.region}.hana.ondemand.com`;
export const neoUrl = (w: World) => `https://bpmworkflowruntimewfs-${w.tenant}.hana.ondemand.com/workflow-service/rest`;
export const clientId = (w: World) => `sb-clone-${w.guid}!b31337|${sapName}`;

/** Authorities of an instance that was never configured (virtual event, exercise 05). */
export const defaults = [
  'TASK_GET',
  'TASK_DEFINITION_GET',
  'WORKFLOW_DEFINITION_DEPLOY',
  'FORM_DEFINITION_DEPLOY',
  'PROCESS_TEMPLATE_DEPLOY',
  'PROCESS_VARIANT_DEPLOY',
];

export const everything = [
  ...defaults,
  ...['WORKFLOW_DEFINITION_GET', 'WORKFLOW_INSTANCE_GET', 'WORKFLOW_INSTANCE_START', 'WORKFLOW_INSTANCE_CANCEL'],
  ...['WORKFLOW_INSTANCE_RETRY_RESUME', 'WORKFLOW_INSTANCE_SUSPEND', 'WORKFLOW_INSTANCE_GET_CONTEXT'],
  ...['WORKFLOW_INSTANCE_UPDATE_CONTEXT', 'WORKFLOW_INSTANCE_GET_ERROR_MESSAGES', 'MESSAGE_SEND', 'TASK_COMPLETE'],
  ...['TASK_UPDATE', 'TASK_GET_CONTEXT', 'WORKFLOW_INSTANCE_GET_EXECUTION_LOGS', 'WORKFLOW_INSTANCES_UPDATE'],
];

type TokenOptions = {
  /** When it was issued, in seconds from now, and for how long. */
  at?: number;
  life?: number;
  authorities?: readonly string[];
  claims?: Record<string, unknown>;
  owner?: string;
};

/** An access token of XSUAA for client credentials. */
export function sapToken(w: World, options: TokenOptions = {}): string {
  const { at = -700, life = 43199, authorities = everything, claims = {}, owner = 'uaa' } = options;
  const scope = [...authorities.map((name) => `${sapName}.${name}`), 'uaa.resource'];
  const iat = serverSeconds(w, at);
  const header = { alg: 'RS256', jku: `${uaaUrl(w)}/token_keys`, kid: 'default-jwt-key--1022317342', typ: 'JWT' };
  const all = {
    jti: w.guid.replaceAll('-', '').slice(0, 32),
    ext_attr: { enhancer: 'XSUAA', subaccountid: zoneId(w), zdn: w.tenant, serviceinstanceid: instanceId(w) },
    sub: clientId(w),
    authorities: scope,
    scope,
    client_id: clientId(w),
    cid: clientId(w),
    azp: clientId(w),
    grant_type: 'client_credentials',
    rev_sig: '1d7a2f0c',
    iat,
    exp: iat + life,
    iss: `${uaaUrl(w)}/oauth/token`,
    zid: zoneId(w),
    aud: ['uaa', sapName, clientId(w)],
    ...claims,
  };
  return jwt(header, Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)), owner);
}

export const zoneId = (w: World) => `2f${w.guid.slice(2)}`;
export const instanceId = (w: World) => `7b${w.guid.slice(2)}`;

/** A token of a person, by authorization code or a SAML bearer assertion. */
export function personToken(w: World, options: TokenOptions = {}): string {
  const person = {
    grant_type: 'authorization_code',
    user_name: 'mary.major@acme.example',
    email: 'mary.major@acme.example',
    origin: 'sap.default',
    user_id: w.guid,
    sub: w.guid,
    authorities: undefined,
  };
  return sapToken(w, { ...options, claims: { ...person, ...options.claims } });
}

const gorouter = (w: World): Header[] => [
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains; preload;'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Vcap-Request-Id', `0d${w.guid.slice(2)}`],
  ['Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate'],
];

/** An answer with the headers that come along on Cloud Foundry. */
export function onCloudFoundry(w: World, answer: Answer): Answer {
  return { ...answer, headers: [...answer.headers, ...gorouter(w)] };
}

type CallOptions = { token?: string | null; body?: string | object; headers?: readonly Header[]; base?: string };

/** A call of the workflow service. */
export function sapCall(
  w: World,
  at: number,
  method: string,
  path: string,
  answer: Answer,
  options: CallOptions = {},
): Entry {
  const { token = sapToken(w), body = null, headers = [], base = restUrl(w) } = options;
  return entry(at, method, base + path, onCloudFoundry(w, answer), {
    headers: [...(token === null ? [] : [bearer(token)]), ...(body === null ? [] : [jsonType]), ...headers],
    body,
  });
}

const form: Header = ['Content-Type', 'application/x-www-form-urlencoded'];

type TokenCall = { secret?: string; headers?: readonly Header[]; body?: string; url?: string; method?: string };

/** A call of XSUAA's token endpoint. */
export function tokenCall(w: World, at: number, answer: Answer, options: TokenCall = {}): Entry {
  const { secret = 'bX9-kQ2_7f$Wz=', url = `${uaaUrl(w)}/oauth/token`, method = 'POST' } = options;
  const id = encodeURIComponent(clientId(w));
  const body =
    options.body ?? `grant_type=client_credentials&client_id=${id}&client_secret=${encodeURIComponent(secret)}`;
  return entry(at, method, url, onCloudFoundry(w, answer), {
    headers: [...(method === 'GET' ? [] : [form]), ...(options.headers ?? [])],
    body: method === 'GET' ? null : body,
  });
}

export function tokenAnswer(token: string, more: Record<string, unknown> = {}): Answer {
  const { scope = [] } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    scope?: string[];
  };
  const body = { access_token: token, token_type: 'bearer', expires_in: 43199, scope: scope.join(' '), ...more };
  return json(200, body, [['Cache-Control', 'no-store']]);
}

/** The service's own error (SDK schema). */
export function sapError(status: number, message: string, code?: string, more: Record<string, unknown> = {}): Answer {
  return json(status, {
    error: { ...(code === undefined ? {} : { code: `bpm.workflowruntime.${code}` }), message, ...more },
  });
}

export const insufficient = sapError(403, 'User does not have sufficient privileges.');
export const logId = { logId: '9c1de7b2-41aa-4f0f-8a6e-0e0c54f3a1d7' };
export const instance = (w: World) => `3e${w.guid.slice(2)}`;
export const task = (w: World) => `4f${w.guid.slice(2)}`;
export const started = { definitionId: 'order-approval', context: { product: 'Camera', price: 100 } };

export function instanceBody(w: World, status = 'RUNNING') {
  return {
    id: instance(w),
    definitionId: 'order-approval',
    definitionVersion: '3',
    subject: 'Order approval',
    status,
    businessKey: '',
    startedAt: new Date(w.now - 900_000).toISOString(),
    startedBy: clientId(w),
    completedAt: null,
  };
}
