import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../app/client.ts';

/** An exchange out of history, such as the token exchange a call made first. Nothing is asked for without an id. */
export function useExchange(id: string | null) {
  return useQuery({ ...orpc.exchanges.get.queryOptions({ input: { id: id ?? '' } }), enabled: id !== null });
}
