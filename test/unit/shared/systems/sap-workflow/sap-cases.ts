import type { GateReport } from '#shared/model/gate-report.ts';
import type { TokenState } from '#shared/model/token.ts';
import type { ExplainInput, Neighbour } from '#shared/systems/system.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { type Call, call, inputOf, requestOf, responseOf, sentAt, tokenState } from '../exchange-builder.ts';

export const { explain } = systemOf('sap-workflow');

export const minute = 60_000;

/** Real, of the service of 2020: VE exercise 05, SEED0. */
export const refusal = '{"error":{"message":"User does not have sufficient privileges."}}';

export const clientId = 'sb-clone-5f2d7a90!b31337|workflow!b10150';

/** The claims of a client-credentials token, as VE exercise 05 prints them. */
export function clientToken(authorities: string[], changes: Partial<TokenState> = {}, claims: object = {}): TokenState {
  const plain = tokenState(authorities);
  const issuedAt = changes.fetchedAt ?? plain.fetchedAt;
  return {
    ...plain,
    claims: {
      ext_attr: { enhancer: 'XSUAA', zdn: 'acme-dev', serviceinstanceid: '5f2d7a90-0000-4000-8000-000000000001' },
      sub: clientId,
      client_id: clientId,
      cid: clientId,
      grant_type: 'client_credentials',
      zid: 'a1b2c3d4-0000-4000-8000-00000000acme',
      iat: issuedAt / 1000,
      scope: plain.scopes,
      ...claims,
    },
    ...changes,
  };
}

/** The claims XSUAA puts into the token of somebody who logged in. */
export function personToken(authorities: string[], claims: object = {}): TokenState {
  return clientToken(
    authorities,
    {},
    {
      grant_type: 'authorization_code',
      sub: '7d3f5a1e-user',
      user_id: '7d3f5a1e-user',
      user_name: 'jo@acme.example',
      email: 'jo@acme.example',
      origin: 'sap.default',
      ...claims,
    },
  );
}

type Sent = { method?: string; path?: string; body?: string | null; headers?: Record<string, string>; url?: string };
type Got = { status: number; headers?: Record<string, string>; contentType?: string };

/** A call and its answer; what is left out is that of a start. */
export function sent(
  { method = 'POST', path = '/v1/workflow-instances', body, headers = {}, url }: Sent,
  got: Got,
  changes: Partial<Call> = {},
): Call {
  const start = '{"definitionId":"order-approval","context":{}}';
  const written = body === undefined ? (method === 'POST' && path === '/v1/workflow-instances' ? start : null) : body;
  const request = requestOf(method, path, written);
  const lines = Object.entries(headers).map(([name, value]) => ({ name, value }));
  const response = { ...responseOf(got.status, got.headers), contentType: got.contentType ?? 'application/json' };
  return call({
    request: { ...request, url: url ?? request.url, headers: lines },
    response,
    token: clientToken(['WORKFLOW_INSTANCE_START', 'TASK_COMPLETE', 'TASK_GET']),
    ...changes,
  });
}

/** What another call beside it brought back. */
export function beside(exchange: Call, bodyText: string | null = null, changes: Partial<Call> = {}): Neighbour {
  return { exchange: { ...exchange, id: 'n1', startedAt: sentAt - minute, ...changes }, bodyText };
}

/** The report on a call, its answer’s text, and what else is known. */
export function report(
  exchange: Call,
  bodyText: string | null = null,
  changes: Partial<ExplainInput> = {},
): GateReport {
  return explain(inputOf(exchange, { bodyText, ...changes }));
}

/** Causes with how much they are believed: `task-final certain`. */
export function believed({ findings }: GateReport): string[] {
  return findings.map(({ cause, confidence }) => `${cause} ${confidence}`);
}

/** The first finding’s actions. */
export function actions({ findings }: GateReport) {
  return findings[0]?.mends.map(({ action }) => action).filter((action) => action !== null) ?? [];
}
