import type { Draft, HttpMethod } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';

/** Headers the send pipeline makes itself; a draft that repeated them would fight it, or hold a pseudonym for a secret. */
const made = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'host',
  'proxy-authorization',
  'transfer-encoding',
  'user-agent',
]);

/** A draft that asks again what an exchange asked. Secrets are not in an exchange, so none comes along. */
export function draftOfExchange(exchange: Exchange): Draft {
  const { request } = exchange;
  const headers = request.headers.filter(({ name }) => !made.has(name.toLowerCase()));
  return {
    id: crypto.randomUUID(),
    name: exchange.name,
    connectionId: exchange.connectionId,
    operationId: exchange.operationId,
    method: request.method as HttpMethod,
    url: request.url,
    headers: headers.map(({ name, value }) => ({ name, value, isEnabled: true })),
    body: request.body ?? '',
    resendOn401: false,
    updatedAt: Date.now(),
  };
}
