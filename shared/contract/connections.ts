import { z } from 'zod';
import { ConnectionColour, ConnectionView } from '../model/connection.ts';
import { ClientAuthentication, Credential } from '../model/credential.ts';
import { DoctorReport } from '../model/doctor-report.ts';
import { KeyDescription } from '../model/key-description.ts';
import { SystemId } from '../model/system-id.ts';
import { Trust } from '../model/trust.ts';
import { ById, Nothing, procedure } from './base.ts';

/** A file's bytes. They travel to the core only, and are never kept by the renderer. */
const FileBytes = z.custom<Blob>((value) => value instanceof Blob, 'a file is expected');

/** A secret on its way in: typed by the user, or read from a file before and held by the core under an id. */
export const SecretInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('typed'), value: z.string().min(1) }),
  z.object({ kind: z.literal('held'), id: z.string() }),
]);
export type SecretInput = z.infer<typeof SecretInput>;

/** The parts of a connection its maker decides on. */
export const NewConnection = z.object({
  name: z.string().trim().min(1).max(80),
  system: SystemId,
  variables: z.record(z.string(), z.string()),
  credential: Credential,
});
export type NewConnection = z.infer<typeof NewConnection>;

export const connections = {
  list: procedure.output(z.array(ConnectionView)),
  /**
   * Reads a key file by its content and makes a connection of it, if it says enough for one: a service key of SAP, the key
   * of a Google service account. A key that belongs to a connection already there gives
   * that one its secret again instead of making a second. Fails with `KEY_UNREADABLE` and the problems found.
   */
  importKey: procedure
    .input(z.object({ file: FileBytes, fileName: z.string() }))
    .output(z.object({ connection: ConnectionView, isNew: z.boolean(), problems: z.array(z.string()) })),
  /**
   * Reads a key file of any kind and holds what is secret in it for ten minutes. `suggestion` is a whole connection where
   * the file says enough for one. Fails with `KEY_UNREADABLE`, or `KEY_PASSWORD_NEEDED` for a sealed file.
   */
  readKey: procedure.input(z.object({ file: FileBytes, fileName: z.string(), password: z.string().nullable() })).output(
    z.object({
      heldId: z.string(),
      /** What the file is, in words: "a Google service account key". */
      words: z.string(),
      key: KeyDescription,
      suggestion: NewConnection.nullable(),
      problems: z.array(z.string()),
    }),
  ),
  /** Fails with `CREDENTIAL_INVALID`, `KEY_NO_LONGER_HELD`, or as `readKey` does for a key that was typed. */
  create: procedure.input(NewConnection.extend({ secret: SecretInput.nullable() })).output(ConnectionView),
  /** A credential of another kind forgets the secret of the former. Fails with `CREDENTIAL_INVALID`. */
  update: procedure
    .input(
      ById.extend({
        name: z.string().trim().min(1).max(80).optional(),
        variables: z.record(z.string(), z.string()).optional(),
        clientAuthentication: ClientAuthentication.optional(),
        scope: z.string().optional(),
        /** Replaces the public part as a whole. */
        credential: Credential.optional(),
        isProduction: z.boolean().optional(),
        colour: ConnectionColour.optional(),
        trust: Trust.optional(),
      }),
    )
    .output(ConnectionView),
  setSecret: procedure.input(ById.extend({ secret: SecretInput })).output(ConnectionView),
  /** A second one with the same secret under another name. */
  duplicate: procedure.input(ById).output(ConnectionView),
  /** Removes the connection, its secret and its token. History keeps its entries. */
  remove: procedure.input(ById).output(Nothing),
  /** Hands out connections as a file, without any secret. `leftOut` names what looked like one and was left out, in words. */
  export: procedure
    .input(z.object({ ids: z.array(z.string()) }))
    .output(
      z.object({ saved: z.string().nullable(), downloadPath: z.string().nullable(), leftOut: z.array(z.string()) }),
    ),
  /**
   * Reads such a file, all of it or nothing. What is known already is left as it is and named in `skipped`. Fails with
   * `KEY_UNREADABLE` and every problem by its field.
   */
  import: procedure
    .input(z.object({ file: FileBytes }))
    .output(z.object({ added: z.array(ConnectionView), skipped: z.array(z.string()) })),
  /** Lookup, connect, proxy, TLS, login, one harmless call. */
  diagnose: procedure.input(ById).output(DoctorReport),
};
