import type { Draft } from '#shared/model/draft.ts';
import type { ExchangeResponse } from '#shared/model/exchange.ts';
import type { Evidence } from '#shared/model/gate-report.ts';
import { isIdempotent } from '#shared/text/idempotent.ts';
import { momentText, retryAfterMs } from '#shared/text/retry-after.ts';

/** Whether a call may be sent once more when its token is refused. */
export function resendsOn401({ method, resendOn401 }: Pick<Draft, 'method' | 'resendOn401'>): boolean {
  return resendOn401 || isIdempotent(method);
}

/** Until when an answer asks to wait (429, and 503 as RFC 9110, 15.6.4 has it). */
export function waitNotes({ status, headers }: ExchangeResponse, now: number): Evidence[] {
  const wait = status === 429 || status === 503 ? retryAfterMs(headers, now) : null;
  return wait === null ? [] : [{ text: `asks to wait until ${momentText(now + wait, now)}`, source: 'Retry-After' }];
}
