import { useQuery } from '@tanstack/react-query';
import type { CfState } from '#shared/model/cf.ts';
import { orpc } from '../../app/client.ts';

/** Asks the cf program of this machine where it points. It talks to its API, so it is asked only when someone wants it. */
export function useCf() {
  return useQuery({ ...orpc.authorities.cf.queryOptions(), staleTime: 0, gcTime: Number.POSITIVE_INFINITY });
}

/** What it said last; null when it was not asked yet. */
export function useKnownCf(): CfState | null {
  return useQuery({ ...orpc.authorities.cf.queryOptions(), enabled: false }).data ?? null;
}
