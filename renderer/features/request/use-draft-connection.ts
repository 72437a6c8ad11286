import { useQuery } from '@tanstack/react-query';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { orpc } from '../../app/client.ts';

/** The connection a draft is, or an exchange was, sent through; null when it has none, or it is gone. */
export function useDraftConnection({ connectionId }: Pick<Draft, 'connectionId'>): ConnectionView | null {
  const { data } = useQuery(orpc.connections.list.queryOptions());
  return data?.find(({ id }) => id === connectionId) ?? null;
}
