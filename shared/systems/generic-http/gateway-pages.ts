import { findHeader } from '../../text/headers.ts';
import type { Leg } from './rule.ts';

/** Cloud Foundry's gorouter has no application at this host: an address that is wrong, or an application that is stopped. */
export function isUnknownRoute(leg: Leg, words: string): boolean {
  const told = findHeader(leg.response?.headers ?? [], 'x-cf-routererror') ?? '';
  return /unknown_route/i.test(told) || /requested route \(.{0,300}\) does not exist/i.test(words);
}

/** Squid's own page: its code (`ERR_ACCESS_DENIED`); null when none of it answered. */
export function squidError(leg: Leg): string | null {
  const told = findHeader(leg.response?.headers ?? [], 'x-squid-error');
  return told === null ? null : (/ERR_\w+/.exec(told)?.[0] ?? null);
}
