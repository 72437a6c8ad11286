import { useQuery } from '@tanstack/react-query';
import { readBody } from '../../app/client.ts';
import { type BodyBytes, readForView } from './read-windows.ts';

const keptMs = 30_000;

/**
 * The bytes of an exchange's body, as far as the viewer shows them; data is null when the core no longer has it. A body
 * never changes, but it may be large: it is let go of soon after nobody looks at it.
 */
export function useBody(exchangeId: string, isThere: boolean) {
  return useQuery<BodyBytes | null>({
    queryKey: ['body', exchangeId],
    queryFn: ({ signal }) =>
      readForView((offset, length, abort) => readBody(exchangeId, offset, length, abort), signal),
    enabled: isThere,
    gcTime: keptMs,
    structuralSharing: false,
  });
}
