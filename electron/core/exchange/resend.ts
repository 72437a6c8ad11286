import type { ExchangeResponse } from '#shared/model/exchange.ts';
import type { Evidence } from '#shared/model/gate-report.ts';
import { momentText, retryAfterMs } from '#shared/text/retry-after.ts';

/** Methods that may be sent twice without harm (RFC 9110, 9.2.2). */
const idempotent = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);

/** Whether a call may be sent once more when its token is refused. */
export function resendsOn401(method: string, isAllowed: boolean): boolean {
  return isAllowed || idempotent.has(method);
}

/** Until when an answer asks to wait (429, and 503 as RFC 9110, 15.6.4 has it). */
export function waitNotes({ status, headers }: ExchangeResponse, now: number): Evidence[] {
  const wait = status === 429 || status === 503 ? retryAfterMs(headers, now) : null;
  return wait === null ? [] : [{ text: `asks to wait until ${momentText(now + wait, now)}`, source: 'Retry-After' }];
}
