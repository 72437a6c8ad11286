import type { ConnectionView } from '#shared/model/connection.ts';
import type { LoginPreview } from '#shared/model/preview.ts';
import { client, orpc } from '../../app/client.ts';
import { refreshAfterPreview } from '../../app/queries.ts';

type Previewed = Pick<ConnectionView, 'id' | 'isPractice' | 'system'>;

/** What authorising a connection would send and sign now, as query options: asked for anew by every screen that opens. */
export function loginPreview(connection: Previewed) {
  const input = { connectionId: connection.id };
  return {
    queryKey: orpc.tokens.preview.queryKey({ input }),
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<LoginPreview> => {
      const preview = await client.tokens.preview(input, { signal });
      void refreshAfterPreview(connection);
      return preview;
    },
    staleTime: 0,
  };
}
