import type { HistoryEntry } from '#shared/model/history-entry.ts';

/** How an entry ended: a shape, a colour and words, with the gate that stopped it. */
export type EntryOutcome = { tone: 'pass' | 'warn' | 'stop' | 'calm'; mark: '✓' | '▲' | '■' | '○'; words: string };

/** Judges an entry as the response pane judges its exchange. */
export function entryOutcome({ status, failureCode, stoppedAt }: HistoryEntry): EntryOutcome {
  if (failureCode === 'CANCELLED') {
    return { tone: 'calm', mark: '○', words: status === null ? 'cancelled' : `${status}, cancelled` };
  }
  const at = stoppedAt === null ? '' : ` at ${gateWords(stoppedAt)}`;
  if (status === null) return { tone: 'stop', mark: '■', words: at === '' ? 'no answer' : `stopped${at}` };
  if (status >= 400) return { tone: 'stop', mark: '■', words: `${status}${at}` };
  if (failureCode !== null) return { tone: 'warn', mark: '▲', words: `${status}, broken off` };
  if (status < 200 || status >= 300) return { tone: 'warn', mark: '▲', words: `${status}` };
  return { tone: 'pass', mark: '✓', words: `${status}` };
}

/** `client-login` → `client login`; a gate's id is its name in kebab-case. */
function gateWords(id: string): string {
  return id === 'tls' ? 'TLS' : id.replaceAll('-', ' ');
}
