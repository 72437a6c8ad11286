import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { ApplyEvent, CfState } from '../model/cf.ts';
import { Nothing, procedure } from './base.ts';

export const authorities = {
  /** The file last edited for a connection, as typed; null before the first. Kept so that a crash loses nothing. */
  file: procedure.input(z.object({ connectionId: z.string() })).output(z.string().nullable()),
  saveFile: procedure.input(z.object({ connectionId: z.string(), text: z.string() })).output(Nothing),
  /** Hands the file out. `null` when the user chose no place. */
  export: procedure
    .input(z.object({ text: z.string() }))
    .output(z.object({ saved: z.string().nullable(), downloadPath: z.string().nullable() })),
  /** Whether a `cf` program is on the PATH, and where it points. Runs it, without a shell. */
  cf: procedure.output(CfState),
  /**
   * Replaces the authorities of the service instance with `cf update-service`, or in the practice system, waits until that is
   * complete, renews the token and looks which scopes arrived. Aborting the call ends the program.
   */
  apply: procedure
    .input(
      z.object({
        connectionId: z.string(),
        authorities: z.array(z.string()),
        /** Other members of the parameters file (`defaultCollectionQueryFilter`); they are sent along. */
        otherMembers: z.record(z.string(), z.unknown()).optional(),
        /** Name of the service instance; null for the only one there is in the space. */
        instance: z.string().nullable(),
        /** Updates it though its id is not the one the connection's key names. */
        evenIfOther: z.boolean().optional(),
      }),
    )
    .output(eventIterator(ApplyEvent)),
};
