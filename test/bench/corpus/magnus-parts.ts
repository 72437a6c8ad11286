import type { Answer, Entry, World } from './case.ts';
import { clientSeconds, entry, json, jsonType, jwt } from './wire.ts';

export const account = 'runner@acme-magnus.iam.gserviceaccount.com';
export const encodedId = 'T3JkZXJBcHByb3ZhbEZsb3c';

type AssertionChanges = { header?: Record<string, unknown>; claims?: Record<string, unknown> };

export function assertion(w: World, { header = {}, claims = {} }: AssertionChanges = {}, at = -60): string {
  const iat = clientSeconds(w, at - 5);
  const all = { iss: account, iat, exp: iat + 3600, ...claims };
  return jwt(
    { alg: 'RS256', typ: 'JWT', ...header },
    Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    'magnus',
  );
}

export const run = (more: Record<string, unknown> = {}) => ({
  runWorkflow: {
    l: encodedId,
    parameters: [
      { name: 'var_product', value: 'Camera' },
      { name: 'var_price', value: 100 },
    ],
    ...more,
  },
});
export const failed = (status: number, reason: string, message = ''): Answer =>
  json(status, { status: 'failed', error: { reason, message } });
export const invalid = (message = 'Invalid request') => failed(400, 'invalid', message);
export const ok = json(200, {
  status: 'ok',
  result: { workflowId: '5629499534213120', historyId: '4785074604081152' },
});

type Sent = {
  at?: number;
  c?: string | undefined;
  configuration?: unknown;
  jwt?: unknown;
  body?: Record<string, unknown>;
  headers?: [string, string][];
};

export function call(w: World, answer: Answer, sent: Sent = {}): Entry {
  const { at = -60, configuration = run(), headers = [] } = sent;
  const body = sent.body ?? {
    ...('c' in sent && sent.c === undefined ? {} : { c: sent.c ?? '713aa58d' }),
    ...('jwt' in sent && sent.jwt === undefined ? {} : { jwt: sent.jwt ?? assertion(w, {}, at) }),
    configuration,
  };
  return entry(at, 'POST', `https://${w.magnusHost}/remote`, answer, { headers: [jsonType, ...headers], body });
}

export const history = (
  w: World,
  answer: Answer,
  at = -60,
  ids: Record<string, unknown> = { workflowId: '5629499534213120', historyId: '4785074604081152' },
) => call(w, answer, { at, c: 'a83270b7', configuration: { getHistory: ids } });
