import { spotlight } from '@mantine/spotlight';
import { useEffect } from 'react';
import { closeDraft, openNewDraft } from './drafts.ts';
import { actionOfKey, type KeyAction } from './keys.ts';
import { moveToPane } from './move-to-pane.ts';
import { sendDraft } from './send-draft.ts';
import { showView } from './show-view.ts';
import { appState, type View } from './store.ts';

/** Listens for the window's keys before any editor does. While a dialog is open its own keys are the only ones. */
export function useKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = actionOfKey(event) ?? (isPlainSlash(event) ? 'find' : null);
      if (action === null || document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return;
      if (!perform(action)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

/** Does what an action says; false when there is nothing to do it to, and the key stays the page's. */
export function perform(action: KeyAction): boolean {
  switch (action) {
    case 'send':
      return withActiveDraft((id) => void sendDraft(id));
    case 'close-draft':
      return withActiveDraft(closeDraft);
    case 'new-draft':
      openNewDraft();
      return true;
    case 'palette':
      spotlight.open();
      return true;
    case 'find':
      return focusFind();
    case 'next-pane':
      return moveToPane(1);
    case 'previous-pane':
      return moveToPane(-1);
    default:
      showView(action.slice('view-'.length) as View);
      return true;
  }
}

function withActiveDraft(act: (id: string) => void): boolean {
  const { view, activeDraftId } = appState();
  if (view !== 'requests' || activeDraftId === null) return false;
  act(activeDraftId);
  return true;
}

function focusFind(): boolean {
  if (appState().view !== 'history') return false;
  const field = document.querySelector<HTMLInputElement>('[data-find]');
  field?.focus();
  field?.select();
  return field !== null;
}

/** `/` finds, as on most pages that list things, save where one types. */
function isPlainSlash(event: KeyboardEvent): boolean {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return false;
  const { target } = event;
  return !(target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select')));
}
