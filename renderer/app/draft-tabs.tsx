import { IconPlus, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Draft } from '#shared/model/draft.ts';
import { useConnections } from '../features/connections/use-connections.ts';
import { IconButton } from '../ui/icon-button.tsx';
import classes from './draft-tabs.module.css';
import { closeDraft, openNewDraft, showDraft } from './drafts.ts';
import { keysOf } from './keys.ts';
import { useApp } from './store.ts';
import { titleOf } from './title-of.ts';

/** The open drafts. Middle click or Delete closes one; arrows walk along. */
export function DraftTabs() {
  const drafts = useApp((state) => state.drafts);
  const activeId = useApp((state) => state.activeDraftId);
  const ownerOf = useOwners(drafts);
  return (
    <nav className={classes.strip} aria-label="Open drafts" data-pane="drafts">
      <ul className={classes.tabs} onKeyDown={moveWithArrows}>
        {drafts.map((draft) => (
          <DraftTab key={draft.id} draft={draft} isActive={draft.id === activeId} owner={ownerOf(draft)} />
        ))}
      </ul>
      <IconButton
        label="New draft"
        keys={keysOf('new-draft')}
        icon={<IconPlus size={15} stroke={1.7} />}
        onClick={openNewDraft}
      />
    </nav>
  );
}

/** Names the connection of a draft; nobody where all open drafts are of one, and the bar says which. */
function useOwners(drafts: readonly Draft[]): (draft: Draft) => string {
  const { connections } = useConnections();
  const owners = new Set(drafts.map((draft) => draft.connectionId));
  if (owners.size < 2) return () => '';
  return (draft) => connections.find(({ id }) => id === draft.connectionId)?.name ?? '';
}

function DraftTab({ draft, isActive, owner }: { draft: Draft; isActive: boolean; owner: string }) {
  const isSending = useApp((state) => (state.outcomes[draft.id]?.sendingSince ?? null) !== null);
  const tab = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isActive) tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isActive]);
  const title = titleOf(draft);
  return (
    <li ref={tab} className={classes.tab} data-active={isActive || undefined}>
      <button
        type="button"
        className={classes.face}
        aria-current={isActive ? 'page' : undefined}
        title={draft.url}
        onClick={() => showDraft(draft.id)}
        onAuxClick={(event) => event.button === 1 && closeDraft(draft.id)}
        onKeyDown={(event) => event.key === 'Delete' && closeDraft(draft.id)}
      >
        <span className="verb" data-method={draft.method}>
          {draft.method}
        </span>
        <span className={classes.title}>{title}</span>
        {owner === '' ? null : <small className={classes.owner}>{owner}</small>}
        {isSending ? <span className={classes.sending} role="img" aria-label="sending" /> : null}
      </button>
      <button
        type="button"
        className={classes.close}
        aria-label={`Close ${title}`}
        onClick={() => closeDraft(draft.id)}
      >
        <IconX size={13} stroke={1.8} />
      </button>
    </li>
  );
}

function moveWithArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const faces = [...event.currentTarget.querySelectorAll<HTMLElement>(`.${classes.face}`)];
  faces[faces.indexOf(document.activeElement as HTMLElement) + step]?.focus();
}
