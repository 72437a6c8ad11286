import { useQuery } from '@tanstack/react-query';
import type { HostInfo } from '#shared/model/host-info.ts';
import { orpc } from '../../app/client.ts';

/** What is known of the host; null while unknown. */
export function useHostInfo(): HostInfo | null {
  return useQuery(orpc.host.info.queryOptions()).data ?? null;
}
