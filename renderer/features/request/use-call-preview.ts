import { useEffect, useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { CallPreview } from '#shared/model/preview.ts';
import { client } from '../../app/client.ts';
import { type ErrorText, errorText } from '../../app/error-text.ts';
import { refreshAfterPreview } from '../../app/queries.ts';

type Shown = { preview: CallPreview | null; error: ErrorText | null };

const pauseMs = 200;

/**
 * The call of a draft as it would go out now, asked for again a moment after draft or connection changed. It stays out of the
 * query cache, whose keys would hold every state of the body.
 */
export function useCallPreview(draft: Draft, connection: ConnectionView | null): Shown {
  const [shown, setShown] = useState<Shown>({ preview: null, error: null });
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      client.tokens.previewCall({ draft }, { signal: controller.signal }).then(
        (preview) => {
          setShown({ preview, error: null });
          if (connection !== null) void refreshAfterPreview(connection);
        },
        (error: unknown) => {
          if (!controller.signal.aborted) setShown({ preview: null, error: errorText(error) });
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [draft, connection]);
  return shown;
}
