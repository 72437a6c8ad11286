import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '#shared/model/history-entry.ts';
import { entryOutcome } from '../../../../../renderer/features/history/entry-outcome.ts';

const entry: HistoryEntry = {
  id: 'e',
  kind: 'call',
  name: 'List definitions',
  connectionId: null,
  connectionName: null,
  method: 'GET',
  url: 'https://host/',
  status: 200,
  failureCode: null,
  stoppedAt: null,
  startedAt: 0,
  totalMs: 1,
  bodyBytes: 0,
};

describe('entryOutcome', () => {
  it('names the gate that stopped a call beside the status', () => {
    expect(entryOutcome({ ...entry, status: 403, stoppedAt: 'authority' })).toEqual({
      tone: 'stop',
      mark: '■',
      words: '403 at authority',
    });
  });

  it('says where a call without an answer ended', () => {
    expect(entryOutcome({ ...entry, status: null, stoppedAt: 'client-login' }).words).toBe('stopped at client login');
    expect(entryOutcome({ ...entry, status: null }).words).toBe('no answer');
  });

  it('does not let an answer that broke off pass', () => {
    expect(entryOutcome({ ...entry, failureCode: 'BODY_INCOMPLETE' })).toMatchObject({ tone: 'warn', mark: '▲' });
  });

  it('is calm about a send that was cancelled', () => {
    const cancelled = { ...entry, failureCode: 'CANCELLED' };
    expect(entryOutcome({ ...cancelled, status: null })).toEqual({ tone: 'calm', mark: '○', words: 'cancelled' });
    expect(entryOutcome(cancelled)).toMatchObject({ tone: 'calm', words: '200, cancelled' });
  });

  it('lets 2xx pass', () => {
    expect(entryOutcome({ ...entry, status: 201 })).toEqual({ tone: 'pass', mark: '✓', words: '201' });
  });
});
