import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Problems } from '../../ui/problems.tsx';
import { CallPreviewView } from '../preview/call-preview-view.tsx';
import styles from './code-part.module.css';
import { useCallPreview } from './use-call-preview.ts';

/** The call as it will go out, byte for byte but for its secrets, and the same as curl for three shells. */
export function CodePart({ draft, connection }: { draft: Draft; connection: ConnectionView | null }) {
  const { preview, error } = useCallPreview(draft, connection);
  return (
    <div className={styles.code}>
      <ActionError error={error} />
      {error === null ? null : <Problems problems={error.problems} />}
      {preview === null ? null : (
        <>
          <CallPreviewView name="The call" preview={preview} />
          <p className={styles.aside}>Secrets stand as pseudonyms: put in your own where the line is to run.</p>
        </>
      )}
    </div>
  );
}
