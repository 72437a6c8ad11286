import type { Draft } from '#shared/model/draft.ts';
import { useConnections } from '../features/connections/use-connections.ts';
import { FirstStartPage } from '../features/first-start/first-start-page.tsx';
import { isBodilessMethod } from '../features/request/is-bodiless-method.ts';
import { RequestPane } from '../features/request/request-pane.tsx';
import { ResponsePane } from '../features/response/response-pane.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Panes } from '../ui/panes.tsx';
import { DraftTabs } from './draft-tabs.tsx';
import { changeDraft, openNewDraft } from './drafts.ts';
import { keysOf } from './keys.ts';
import classes from './requests-view.module.css';
import { cancelSend } from './send-draft.ts';
import { SendFailureNote } from './send-failure-note.tsx';
import { noOutcome, useApp } from './store.ts';

/** Drafts and their answers; the first page while there is nothing at all. */
export function RequestsView() {
  const drafts = useApp((state) => state.drafts);
  const activeId = useApp((state) => state.activeDraftId);
  const { connections, isPending } = useConnections();
  const draft = drafts.find((open) => open.id === activeId) ?? null;
  if (drafts.length === 0 && connections.length === 0) return isPending ? null : <FirstStartPage />;
  return (
    <div className={classes.view}>
      <h1 className="visually-hidden">Requests</h1>
      <DraftTabs />
      {draft === null ? <NoDraft /> : <DraftPanes key={draft.id} draft={draft} />}
    </div>
  );
}

function DraftPanes({ draft }: { draft: Draft }) {
  const outcome = useApp((state) => state.outcomes[draft.id] ?? noOutcome);
  return (
    <Panes
      orientation="vertical"
      name="request and response"
      start={isBodilessMethod(draft.method) ? 0.28 : 0.46}
      first={
        <div className={classes.pane} data-pane="request">
          <RequestPane draft={draft} onChange={(change) => changeDraft(draft.id, change)} />
        </div>
      }
      second={
        <div className={classes.pane} data-pane="response">
          {outcome.failure === null ? null : <SendFailureNote failure={outcome.failure} draft={draft} />}
          <ResponsePane
            exchange={outcome.exchange}
            draft={draft}
            isSending={outcome.sendingSince !== null}
            hasFailed={outcome.failure !== null}
            onCancel={() => cancelSend(draft.id)}
          />
        </div>
      }
    />
  );
}

function NoDraft() {
  return (
    <EmptyState title="Nothing is open" sentence="Pick an operation on the left, or write a call of your own.">
      <Button onClick={openNewDraft} keys={keysOf('new-draft')}>
        New draft
      </Button>
    </EmptyState>
  );
}
