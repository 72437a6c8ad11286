import { client } from './client.ts';
import { outcomeOf } from './drafts.ts';
import { errorText } from './error-text.ts';
import { ask, productionQuestion } from './production-question.ts';
import { refreshAfterExchange } from './queries.ts';
import { appState, type Outcome, type SendFailure, updateApp } from './store.ts';

const cancelled: SendFailure = { code: 'CANCELLED', sentence: 'You cancelled this send.', problems: [] };
const underWay = new Map<string, AbortController>();

/**
 * Sends a draft; its outcome lands in the store (`outcomes[draftId]`), where the panes and the status bar read it. A second
 * send of the same draft waits for nobody: it does nothing while the first is under way. A production system is asked about
 * first, and a no leaves everything as it was.
 */
export async function sendDraft(draftId: string, { renewToken = false } = {}): Promise<void> {
  const draft = appState().drafts.find((open) => open.id === draftId);
  if (draft === undefined || underWay.has(draftId)) return;
  const question = productionQuestion(draft);
  if (question !== null && !(await ask(question))) return;
  const controller = new AbortController();
  underWay.set(draftId, controller);
  setOutcome(draftId, { sendingSince: Date.now(), failure: null });
  try {
    const exchange = await client.exchanges.send({ draft, renewToken }, { signal: controller.signal });
    setOutcome(draftId, { exchange });
  } catch (error) {
    setOutcome(draftId, { failure: controller.signal.aborted ? cancelled : errorText(error) });
  } finally {
    underWay.delete(draftId);
    setOutcome(draftId, { sendingSince: null });
    void refreshAfterExchange();
  }
}

/** Cancels the send under way; the core records what had happened by then. */
export function cancelSend(draftId: string): void {
  underWay.get(draftId)?.abort();
}

function setOutcome(draftId: string, change: Partial<Outcome>): void {
  if (!appState().drafts.some((draft) => draft.id === draftId)) return;
  updateApp({ outcomes: { ...appState().outcomes, [draftId]: { ...outcomeOf(draftId), ...change } } });
}
