import type { CauseId } from '#shared/model/cause.ts';
import { noClues } from '#shared/model/clues.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { GateReport } from '#shared/model/gate-report.ts';
import type { TokenState } from '#shared/model/token.ts';
import type { ExplainInput } from '#shared/systems/system.ts';
import { systemOf } from '#shared/systems/systems.ts';
import {
  type Call,
  call,
  connection,
  failureOf,
  inputOf,
  login,
  requestOf,
  responseOf,
  sentAt,
  tokenState,
} from '../exchange-builder.ts';

/** What one sample of an answer may differ in. */
export type Sample = {
  status?: number;
  body?: string | null;
  headers?: Record<string, string>;
  exchange?: Partial<Call>;
  input?: Partial<ExplainInput>;
};

export const seconds = (ms: number) => Math.floor(ms / 1000);

/** `Date` of an answer, so many seconds after the call was sent by this machine's clock. */
export const dateAt = (offsetSeconds: number) => ({ Date: new Date(sentAt + offsetSeconds * 1000).toUTCString() });

/** Claims of a client-credentials token as XSUAA writes them (domain facts 1.5). */
export const claims = {
  iss: 'https://acme-dev.authentication.eu10.hana.ondemand.com/oauth/token',
  zid: '7f5c4f2e-1111-4c3e-9a55-0a5b7a1d2c3e',
  aud: ['uaa', 'workflow!b10150', 'sb-clone-5f2d7a90!b31337|workflow!b10150'],
  cid: 'sb-clone-5f2d7a90!b31337|workflow!b10150',
  iat: seconds(sentAt) - 1_080,
  exp: seconds(sentAt) + 42_120,
  ext_attr: { zdn: 'acme-dev', subaccountid: '7f5c4f2e-1111-4c3e-9a55-0a5b7a1d2c3e' },
};

/** A token whose end is the one its claims name. */
export function tokenOf(changed: Record<string, unknown>, state: Partial<TokenState> = {}): TokenState {
  const all = { ...claims, ...changed };
  return tokenState(['TASK_GET'], { claims: all, expiresAt: Number(all.exp) * 1000, ...state });
}

/** How a header with one JWT in it looked. */
export const jwtSent = {
  ...noClues,
  authorization: { scheme: 'bearer', form: 'jwt' as const, fault: '', username: null },
};

/** A call to a service whose token was refused. */
export function refusedCall({
  status = 401,
  body = null,
  headers = {},
  exchange = {},
  input = {},
}: Sample): ExplainInput {
  const made = call({
    request: requestOf('GET', '/v1/task-instances'),
    operationId: null,
    response: responseOf(status, headers),
    token: tokenOf({}),
    clues: jwtSent,
    ...exchange,
  });
  return inputOf(made, { bodyText: body, ...input });
}

/** The same, to an HTTP service nothing is known of, without a connection. */
export function genericCall(sample: Sample): ExplainInput {
  const request = {
    method: 'GET',
    url: 'https://api.example.com/v1/orders',
    headers: [{ name: 'Accept', value: 'application/json' }],
    body: null,
    bodyBytes: 0,
  };
  const exchange = {
    system: 'generic-http' as const,
    request,
    token: null,
    clues: noClues,
    connectionId: null,
    connectionName: null,
  };
  return refusedCall({
    ...sample,
    exchange: { ...exchange, ...sample.exchange },
    input: { connection: null, ...sample.input },
  });
}

/** A call that was never sent, because its token call was answered like this. */
export function refusedLogin({
  status = 401,
  body = null,
  headers = {},
  exchange = {},
  input = {},
}: Sample): ExplainInput {
  const failure = failureOf('LOGIN_REFUSED', 'login');
  const tokenExchange = login({ response: responseOf(status, headers), token: null, ...exchange });
  return inputOf(call({ response: null, peer: null, token: null, failure }), {
    tokenExchange,
    tokenBodyText: body,
    ...input,
  });
}

/** The connection with another login. */
export function connectionWith(
  changes: Partial<Extract<Connection['credential'], { kind: 'oauth2-client-credentials' }>>,
): Connection {
  const { credential } = connection;
  if (credential.kind !== 'oauth2-client-credentials') throw new Error('the connection logs in');
  return { ...connection, credential: { ...credential, ...changes } };
}

export function explain(input: ExplainInput): GateReport {
  return systemOf(input.exchange.system).explain(input);
}

/** `cause confidence` of the findings, in their order. */
export function named(input: ExplainInput): string[] {
  return explain(input).findings.map(({ cause, confidence }) => `${cause} ${confidence}`);
}

/** The confidence a cause is named with; `none` when it is not. */
export function confidenceIn(input: ExplainInput, cause: CauseId): string {
  return explain(input).findings.find((one) => one.cause === cause)?.confidence ?? 'none';
}

export const now = seconds(sentAt);
export const invalid = (description: string) => `{"error":"invalid_token","error_description":"${description}"}`;
export const challenge = (description: string) => ({
  'WWW-Authenticate': `Bearer error="invalid_token", error_description="${description}", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"`,
});
export const sent = (scheme: string, form: 'jwt' | 'damaged-jwt' | 'placeholder' | 'empty' | 'opaque', fault = '') => ({
  ...noClues,
  authorization: { scheme, form, fault, username: null },
});
export const untold = { token: null, clues: noClues };
export const old = tokenOf({ iat: now - 46_800, exp: now - 3_600 });

/** What is sent, the cause that must come first, and how sure of it. */
export type Row = [what: string, cause: CauseId, confidence: string, sample: Sample];
