import { noClues } from '#shared/model/clues.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { TokenState } from '#shared/model/token.ts';
import type { ExplainInput } from '#shared/systems/system.ts';

export type Call = Omit<Exchange, 'report'>;

/** 21 November 2026, 10:00 UTC. */
export const sentAt = Date.UTC(2026, 10, 21, 10);
const hour = 3_600_000;
const rest = 'https://api.workflow-sap.cfapps.eu10.hana.ondemand.com/workflow-service/rest';

export function tokenState(authorities: string[], changes: Partial<TokenState> = {}): TokenState {
  const scopes = [...authorities.map((one) => `workflow!b10150.${one}`), 'uaa.resource'];
  return {
    tag: 'a1f3',
    fetchedAt: sentAt - 18 * 60_000,
    expiresAt: sentAt + 11 * hour + 42 * 60_000,
    scopes,
    authorities,
    header: { alg: 'RS256' },
    claims: { scope: scopes },
    ...changes,
  };
}

export const defaultToken = tokenState(['MESSAGE_SEND', 'TASK_GET', 'TASK_DEFINITION_GET']);

/** A call as it looks after a 200 over TLS on a fresh connection. */
export function call(changes: Partial<Call> = {}): Call {
  return {
    id: 'x1',
    kind: 'call',
    name: 'Start an instance',
    system: 'sap-workflow',
    connectionId: 'c1',
    connectionName: 'Acme DEV',
    isPractice: false,
    operationId: 'start-instance',
    startedAt: sentAt,
    request: requestOf('POST', '/v1/workflow-instances', '{"definitionId":"order-approval","context":{}}'),
    hops: [],
    response: responseOf(200),
    failure: null,
    timings: {
      lookupMs: 4,
      connectMs: 12,
      tlsMs: 20,
      waitMs: 100,
      downloadMs: 1,
      totalMs: 182,
      isConnectionReused: false,
    },
    peer: {
      address: '18.157.4.20',
      port: 443,
      tlsProtocol: 'TLSv1.3',
      certificate: {
        subject: 'CN=*.ondemand.com',
        issuer: 'C=US, O=DigiCert Inc, CN=DigiCert TLS',
        validTo: sentAt + 71 * 24 * hour,
      },
    },
    token: defaultToken,
    tokenExchangeId: null,
    resendOf: null,
    notes: [],
    clues: noClues,
    probeOf: null,
    ...changes,
  };
}

/** The token call made for it. */
export function login(changes: Partial<Call> = {}): Call {
  const url = 'https://acme-dev.authentication.eu10.hana.ondemand.com/oauth/token';
  return call({
    id: 't1',
    kind: 'token',
    name: 'Get a token',
    operationId: null,
    request: { method: 'POST', url, headers: [], body: 'grant_type=client_credentials', bodyBytes: 29 },
    timings: { lookupMs: 1, connectMs: 5, tlsMs: 9, waitMs: 20, downloadMs: 1, totalMs: 41, isConnectionReused: false },
    ...changes,
  });
}

export function requestOf(method: string, path: string, body: string | null = null): Call['request'] {
  return { method, url: `${rest}${path}`, headers: [], body, bodyBytes: body?.length ?? 0 };
}

export function responseOf(status: number, headers: Record<string, string> = {}): NonNullable<Call['response']> {
  return {
    status,
    statusText: '',
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    contentType: 'application/json',
    bodyBytes: 66,
    isComplete: true,
  };
}

export function failureOf(code: string, phase: NonNullable<Call['failure']>['phase']): NonNullable<Call['failure']> {
  return { code, phase, sentence: `It ended with ${code}.` };
}

export const connection: Connection = {
  id: 'c1',
  name: 'Acme DEV',
  system: 'sap-workflow',
  isPractice: false,
  isProduction: false,
  colour: 'none',
  trust: { extraCa: null, pinnedFingerprint: null },
  variables: { workflow_rest_url: rest },
  credential: {
    kind: 'oauth2-client-credentials',
    tokenUrl: 'https://acme-dev.authentication.eu10.hana.ondemand.com/oauth/token',
    clientId: 'sb-clone-5f2d7a90!b31337|workflow!b10150',
    clientAuthentication: 'post-body',
    secretKind: 'client-secret',
    scope: '',
    extraParameters: [],
    extraHeaders: [],
    certificateExpiresAt: null,
  },
  identity: { tenant: 'acme-dev', subaccountId: null, xsappname: null, serviceInstanceId: null },
  createdAt: sentAt,
  lastUsedAt: sentAt,
};

export function inputOf(exchange: Call, changes: Partial<ExplainInput> = {}): ExplainInput {
  return {
    exchange,
    tokenExchange: null,
    bodyText: null,
    tokenBodyText: null,
    connection,
    neighbours: [],
    now: sentAt,
    ...changes,
  };
}
