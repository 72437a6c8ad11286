import type { DatabaseSync } from 'node:sqlite';
import { askForFullCheck, openHistoryDatabase } from './history-database.ts';
import type { HistoryAnswer, HistoryMessage } from './history-messages.ts';
import { createHistoryRecords, type HistoryRecords } from './history-records.ts';
import { createIdleWork } from './idle-work.ts';
import { isDamage, sqliteReasonOf } from './sqlite-reason.ts';

type CallMessage = Extract<HistoryMessage, { callId: number }>;

type Opened = { database: DatabaseSync; records: HistoryRecords; notices: string[] };

/**
 * The worker's side of the line: takes messages in their order and posts one answer to each call. A call that fails
 * leaves the others working, so that a full disk still lets history be read. `end` is called after `close`.
 */
export function createHistoryAnswerer(
  post: (answer: HistoryAnswer) => void,
  end: () => void,
): (message: unknown) => void {
  let opened: Opened | null = null;
  let notOpened = 'History could not be opened.';
  const index = createIdleWork(() => opened?.records.catchUp() ?? false);

  const open = (file: string): void => {
    try {
      const { database, notices } = openHistoryDatabase(file);
      opened = { database, notices, records: createHistoryRecords(database) };
      index.wanted();
    } catch (error) {
      notOpened = `History could not be opened: ${sqliteReasonOf(error)}.`;
    }
  };

  const answer = (message: CallMessage): HistoryAnswer => {
    if (opened === null) return { callId: message.callId, failed: notOpened };
    try {
      return { callId: message.callId, value: perform(message, opened) };
    } catch (error) {
      if (isDamage(error)) askForFullCheck(opened.database.location() ?? '');
      return { callId: message.callId, failed: `${subjects[message.name]}: ${sqliteReasonOf(error)}.` };
    }
  };

  return (data) => {
    const message = data as HistoryMessage;
    if ('open' in message) open(message.open);
    else if ('callId' in message) {
      post(answer(message));
      if (message.name === 'add') index.wanted();
    } else {
      index.stop();
      opened?.records.catchUp();
      opened?.database.close();
      opened = null;
      end();
    }
  };
}

function perform(message: CallMessage, { records, notices }: Opened): unknown {
  switch (message.name) {
    case 'notices':
      return notices;
    case 'add':
      return records.add(message.input);
    case 'list':
      return records.list(message.input);
    case 'stops':
      return records.stops(message.input);
    case 'near':
      return records.near(message.input);
    case 'get':
      return records.get(message.input);
    case 'readBody':
      return records.readBody(message.input);
    case 'remove':
      return records.remove(message.input);
    case 'clear':
      return records.clear(message.input);
  }
}

const subjects: Record<CallMessage['name'], string> = {
  notices: 'History could not be opened',
  add: 'The exchange could not be recorded in history; nothing recorded before is lost',
  list: 'History could not be read',
  stops: 'History could not be read',
  near: 'History could not be read',
  get: 'The entry could not be read',
  readBody: 'The body could not be read',
  remove: 'The entry could not be removed',
  clear: 'History could not be cleared',
};
