import { jsonObject } from './error-body.ts';
import type { FailedLogin } from './failed-login.ts';

/** A neighbour got a token from the same endpoint for the same client while its secret travelled in another way. */
export function hasOtherWaySucceeded({ input, leg, clientSecret }: FailedLogin): boolean {
  return input.neighbours.some(({ exchange, bodyText }) => {
    const other = exchange.clues.clientSecret;
    if (exchange.kind !== 'token' || other === null || clientSecret === null) return false;
    const isOtherWay = other.in !== clientSecret.in || (other.isEncoded && !clientSecret.isEncoded);
    const status = exchange.response?.status ?? 0;
    const hasToken = exchange.token !== null || typeof jsonObject(bodyText)?.access_token === 'string';
    return isOtherWay && other.hasPlus && status >= 200 && status < 300 && hasToken && isSameClient(exchange, leg);
  });
}

function isSameClient(one: FailedLogin['leg'], other: FailedLogin['leg']): boolean {
  if (endpointOf(one) !== endpointOf(other)) return false;
  const [a, b] = [clientOf(one), clientOf(other)];
  return a !== null && b !== null ? a === b : one.connectionId !== null && one.connectionId === other.connectionId;
}

function endpointOf({ request }: FailedLogin['leg']): string {
  const url = URL.parse(request.url);
  return url === null ? request.url : `${url.origin}${url.pathname}`;
}

/** The client id out of Basic, the form or the query; encoded and raw ones are the same. */
function clientOf({ clues, request }: FailedLogin['leg']): string | null {
  const raw =
    clues.authorization?.username ??
    fieldOf(request.body ?? '') ??
    fieldOf(URL.parse(request.url)?.search.slice(1) ?? '');
  if (raw === null) return null;
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

function fieldOf(form: string): string | null {
  return /(?:^|&)client_id=([^&]*)/.exec(form)?.[1] ?? null;
}
