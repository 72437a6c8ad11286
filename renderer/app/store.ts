import { useSyncExternalStore } from 'react';
import type { FailureCode, Problem } from '#shared/contract/errors.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';

/** The views of the rail, in its order. */
export const views = ['requests', 'connections', 'authorities', 'history', 'practice', 'settings'] as const;
/** What the main part shows: a view of the rail, or what is opened from one: a token taken apart, a file somebody sent. */
export type View = (typeof views)[number] | 'anatomy' | 'opened';

/** Why nothing was sent, fit for the screen. `code` is null for what has no name (the core went away, a fault). */
export type SendFailure = { code: FailureCode | null; sentence: string; problems: Problem[] };

/** What stands in the response pane of one draft. */
export type Outcome = {
  /** Last exchange of this draft; kept while the next one is under way. */
  exchange: Exchange | null;
  failure: SendFailure | null;
  /** Epoch ms at which the send under way began; null when none is. */
  sendingSince: number | null;
};

/** What the window is doing: never what the core knows (that is in the query cache), never a secret. */
export type AppState = {
  view: View;
  /** The connection shown in the bar; new drafts belong to it. */
  connectionId: string | null;
  /** Open drafts in the order of their tabs. */
  drafts: readonly Draft[];
  activeDraftId: string | null;
  outcomes: Readonly<Record<string, Outcome>>;
  /** The connection whose page is open; null shows the list. */
  shownConnectionId: string | null;
  /** The connection whose token is taken apart; null for a JWT that is pasted. */
  anatomyConnectionId: string | null;
  /** The entry open in history. */
  shownEntryId: string | null;
};

export const noOutcome: Outcome = { exchange: null, failure: null, sendingSince: null };

let state: AppState = {
  view: 'requests',
  connectionId: null,
  drafts: [],
  activeDraftId: null,
  outcomes: {},
  shownConnectionId: null,
  anatomyConnectionId: null,
  shownEntryId: null,
};
const listeners = new Set<() => void>();

export function appState(): AppState {
  return state;
}

/** Changes some of the state and tells every screen that looks at it. */
export function updateApp(change: Partial<AppState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export function subscribeApp(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Reads a part of the state. `select` must return the same value for the same state (no fresh objects). */
export function useApp<Part>(select: (state: AppState) => Part): Part {
  return useSyncExternalStore(subscribeApp, () => select(state));
}
