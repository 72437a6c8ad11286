import type { ConnectionView } from '#shared/model/connection.ts';
import { useActiveConnection } from '../features/connections/use-connections.ts';
import { useApp } from './store.ts';

/** The connection in the bar. Beside an open draft it is the draft's own. */
export function useShownConnection(): ConnectionView | null {
  return useActiveConnection(useApp((state) => state.connectionId));
}
