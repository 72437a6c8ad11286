import { useMutation } from '@tanstack/react-query';
import { client, orpc } from '../../app/client.ts';
import { queryClient } from '../../app/queries.ts';

/** Replaces the authorities of the practice system's service instance. Tokens already fetched keep their old scopes. */
export function useGrant() {
  return useMutation({
    mutationFn: (authorities: string[]) => client.practice.updateService({ authorities }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.practice.key() }),
  });
}
