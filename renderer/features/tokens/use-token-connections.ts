import { useQuery } from '@tanstack/react-query';
import type { ConnectionView } from '#shared/model/connection.ts';
import { orpc } from '../../app/client.ts';

const none: ConnectionView[] = [];

/** The connections whose token or assertion can be looked at. */
export function useTokenConnections(): ConnectionView[] {
  const { data = none } = useQuery(orpc.connections.list.queryOptions());
  return data;
}
