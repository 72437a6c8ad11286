import type { Clues } from '#shared/model/clues.ts';
import type { Connection } from '#shared/model/connection.ts';
import type { AssertionCredential } from '#shared/model/credential.ts';
import type { GateReport } from '#shared/model/gate-report.ts';
import type { ExplainInput, Neighbour } from '#shared/systems/system.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { type Call, call, connection, inputOf, sentAt } from '../exchange-builder.ts';

/** The call's own second. */
export const second = sentAt / 1_000;
export const email = 'magnus-runner@acme-dev.iam.gserviceaccount.com';
export const l = 'T3JkZXJBcHByb3ZhbA';

const credential: AssertionCredential = {
  kind: 'assertion',
  algorithm: 'RS256',
  keyId: '',
  issuer: email,
  subject: '',
  audience: '',
  lifetimeSeconds: 3_600,
  backDateSeconds: 0,
  extraClaims: '',
  placement: { in: 'body-property', property: 'jwt' },
};

export const magnusConnection: Connection = {
  ...connection,
  system: 'magnus',
  variables: { magnus_url: 'https://acme.magnus.example' },
  credential,
};

export const rightHeader = { alg: 'RS256', typ: 'JWT' };
export const rightClaims = { iss: email, iat: second, exp: second + 3_600 };

export type Sent = {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  /** Null sends no assertion that could be seen. */
  clues?: Partial<Clues>;
  body?: unknown;
  bodyBytes?: number;
  headers?: Call['request']['headers'];
  method?: string;
  url?: string;
  startedAt?: number;
  changes?: Partial<Call>;
};

export type Answered = {
  status?: number;
  reason?: string;
  message?: string;
  /** The whole body, in place of Magnus' own. */
  text?: string | null;
  /** Epoch ms of the `Date` header; null leaves it out. */
  date?: number | null;
  contentType?: string;
};

export const run = (settings: Record<string, unknown> = {}) => ({
  jwt: '‹assertion a1f3›',
  c: '713aa58d',
  configuration: { runWorkflow: { l, ...settings } },
});

export const history = (settings: Record<string, unknown>) => ({
  jwt: '‹assertion a1f3›',
  c: 'a83270b7',
  configuration: { getHistory: settings },
});

const statuses: Record<string, number> = { invalid: 400, notFound: 404, accessDenied: 403, backendError: 500 };

function exchangeOf(sent: Sent, answered: Answered): Call {
  const { header = rightHeader, claims = rightClaims, body = run(), startedAt = sentAt } = sent;
  const text = body === null || typeof body === 'string' ? body : JSON.stringify(body);
  const hasJwt = text?.includes('"jwt":"‹assertion') ?? false;
  const clues: Clues = {
    authorization: null,
    bodyAssertion: hasJwt ? { property: 'jwt', form: 'jwt', fault: '' } : null,
    jwts: hasJwt ? [{ in: 'body', header, claims }] : [],
    clientSecret: null,
    ...sent.clues,
  };
  const {
    status = statuses[answered.reason ?? ''] ?? 200,
    date = startedAt,
    contentType = 'application/json',
  } = answered;
  return call({
    system: 'magnus',
    operationId: 'run-workflow',
    startedAt,
    token: null,
    clues,
    request: {
      method: sent.method ?? 'POST',
      url: sent.url ?? 'https://acme.magnus.example/remote',
      headers: sent.headers ?? [{ name: 'Content-Type', value: 'application/json' }],
      body: text,
      bodyBytes: sent.bodyBytes ?? text?.length ?? 0,
    },
    response: {
      status,
      statusText: '',
      headers: date === null ? [] : [{ name: 'Date', value: new Date(date).toUTCString() }],
      contentType,
      bodyBytes: 90,
      isComplete: true,
    },
    ...sent.changes,
  });
}

function textOf({ reason, message = 'Invalid request.', text }: Answered): string | null {
  if (text !== undefined) return text;
  return JSON.stringify({ status: 'failed', error: { reason, message } });
}

/** A call to Magnus and what came back; right in everything that is not named. */
export function asked(sent: Sent, answered: Answered, changes: Partial<ExplainInput> = {}): ExplainInput {
  return inputOf(exchangeOf(sent, answered), {
    connection: magnusConnection,
    bodyText: textOf(answered),
    ...changes,
  });
}

/** A call before this one, `secondsBefore`, that was accepted. */
export function accepted(secondsBefore: number, sent: Sent, result: unknown): Neighbour {
  const startedAt = sentAt - secondsBefore * 1_000;
  const exchange = exchangeOf({ startedAt, ...sent, changes: { id: `before-${secondsBefore}` } }, { status: 200 });
  return { exchange, bodyText: JSON.stringify({ status: 'ok', result }) };
}

export function explain(input: ExplainInput): GateReport {
  return systemOf('magnus').explain(input);
}

/** `cause confidence`, most believed first. */
export function causesOf(input: ExplainInput): string[] {
  return explain(input).findings.map(({ cause, confidence }) => `${cause} ${confidence}`);
}

export function firstOf(input: ExplainInput): string {
  return causesOf(input)[0] ?? 'nothing';
}

export function mendKinds(input: ExplainInput): string[] {
  return explain(input).findings[0]?.mends.flatMap(({ action }) => action?.kind ?? []) ?? [];
}

export const invalid = { reason: 'invalid' } satisfies Answered;
/** nginx, Apache, Google Front End: pages that stand in place of an answer. */
export const page =
  '<html>\r\n<head><title>Error</title></head>\r\n<body><center><h1>Error</h1></center></body></html>';
