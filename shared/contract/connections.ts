import { z } from 'zod';
import { ConnectionView } from '../model/connection.ts';
import { ClientAuthentication } from '../model/credential.ts';
import { ById, Nothing, procedure } from './base.ts';

/** A file's bytes. They travel to the core only, and are never kept by the renderer. */
const FileBytes = z.custom<Blob>((value) => value instanceof Blob, 'a file is expected');

export const connections = {
  list: procedure.output(z.array(ConnectionView)),
  /**
   * Reads a key file by its content and makes a connection of it. A key that belongs to a connection already there gives
   * that one its secret again instead of making a second. Fails with `KEY_UNREADABLE` and the problems found.
   */
  importKey: procedure
    .input(z.object({ file: FileBytes, fileName: z.string() }))
    .output(z.object({ connection: ConnectionView, isNew: z.boolean(), problems: z.array(z.string()) })),
  update: procedure
    .input(
      ById.extend({
        name: z.string().trim().min(1).max(80).optional(),
        variables: z.record(z.string(), z.string()).optional(),
        clientAuthentication: ClientAuthentication.optional(),
        scope: z.string().optional(),
      }),
    )
    .output(ConnectionView),
  /** Removes the connection, its secret and its token. History keeps its entries. */
  remove: procedure.input(ById).output(Nothing),
};
