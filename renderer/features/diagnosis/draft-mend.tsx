import { useState } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import { changeDraft, openDraft } from '../../app/drafts.ts';
import { Button } from '../../ui/button.tsx';
import { draftOfExchange } from '../history/draft-of-exchange.ts';
import { type DraftAction, draftChangeOf } from './apply-mend.ts';
import { Done, SendAgain } from './send-buttons.tsx';

type DraftMendProps = {
  action: DraftAction;
  exchange: Exchange;
  /** Null in history and in an opened file: the corrected call is then opened as a new draft. */
  draft: Draft | null;
  connection: ConnectionView | null;
  kind: 'primary' | 'plain';
};

const labels: Record<DraftAction['kind'], string> = {
  'correct-url': 'Correct the URL',
  'correct-body': 'Correct the body',
  'remove-header': 'Remove the header',
  'set-header': 'Set the header',
};

/** Corrects the draft, and then offers to send it; it never sends by itself. */
export function DraftMend({ action, exchange, draft, connection, kind }: DraftMendProps) {
  const [isDone, setDone] = useState(false);
  const variables = connection?.variables ?? {};
  if (isDone && draft !== null) {
    return (
      <>
        <Done words="corrected" />
        <SendAgain kind="primary" draftId={draft.id} isBusy={false} from={0} />
      </>
    );
  }
  if (draft === null) {
    const copy = draftOfExchange(exchange);
    const change = draftChangeOf(action, copy, variables);
    if (change === null) return null;
    return (
      <Button size="small" kind={kind} onClick={() => openDraft({ ...copy, ...change })}>
        Open corrected as a draft
      </Button>
    );
  }
  const change = draftChangeOf(action, draft, variables);
  if (change === null) return null;
  return (
    <Button
      size="small"
      kind={kind}
      onClick={() => {
        changeDraft(draft.id, change);
        setDone(true);
      }}
    >
      {labels[action.kind]}
    </Button>
  );
}
