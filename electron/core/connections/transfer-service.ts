import { randomUUID } from 'node:crypto';
import type { Connection, ConnectionView } from '#shared/model/connection.ts';
import type { Clock, Desk } from '../ports.ts';
import type { ConnectionStore } from '../store/connections.ts';
import { writeConnectionsFile } from './connections-file.ts';
import type { KeptConnections } from './kept-connections.ts';
import { freeName } from './key-connection.ts';
import { failureOf, problemAt } from './problem.ts';
import { readConnectionsFile } from './read-connections-file.ts';
import { isSameLogin } from './same-login.ts';

type Dependencies = { clock: Clock; desk: Desk; store: ConnectionStore; kept: KeptConnections };

export type TransferService = ReturnType<typeof createTransferService>;

/** Connections on their way out of the house and into it, without their secrets. */
export function createTransferService({ clock, desk, store, kept }: Dependencies) {
  return {
    /** @throws Failure CONNECTION_NOT_FOUND, handing out nothing */
    async export(ids: readonly string[]) {
      const { text, leftOut } = writeConnectionsFile(ids.map(kept.find));
      const handedOut = await desk.save('gatewright-connections.json', new TextEncoder().encode(text));
      return { ...handedOut, leftOut };
    },

    /** @throws Failure KEY_UNREADABLE with every problem, taking in nothing; STORE_FAILED */
    async import(file: Blob): Promise<{ added: ConnectionView[]; skipped: string[] }> {
      if (file.size > maxFileBytes) throw tooLarge();
      const reading = readConnectionsFile(await file.text());
      if (!reading.ok) throw failureOf('KEY_UNREADABLE', reading.problems);
      const added: ConnectionView[] = [];
      const skipped: string[] = [];
      for (const portable of reading.connections) {
        if (store.list().some((known) => isSameLogin(known, portable))) {
          skipped.push(portable.name);
          continue;
        }
        const connection: Connection = {
          ...portable,
          id: randomUUID(),
          name: freeName(portable.name, kept.names()),
          isPractice: false,
          createdAt: clock.now(),
          lastUsedAt: null,
        };
        added.push(await kept.keep(connection, null));
      }
      return { added, skipped };
    },
  };
}

const maxFileBytes = 4 * 1024 * 1024;

function tooLarge() {
  const mend = 'Choose a file that was handed out by Export.';
  return failureOf('KEY_UNREADABLE', [problemAt('', 'The file is larger than 4 MB, and no export is.', mend)]);
}
