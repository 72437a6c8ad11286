import { z } from 'zod';
import { PracticeStatus } from '../model/practice-status.ts';
import { procedure } from './base.ts';

export const practice = {
  status: procedure.output(PracticeStatus),
  /** Starts the practice system and makes its connection, or brings the connection there is up to date. */
  start: procedure.output(PracticeStatus),
  /** Replaces the authorities of the service instance, as `cf update-service` does. Only a new token carries them. */
  updateService: procedure.input(z.object({ authorities: z.array(z.string()) })).output(PracticeStatus),
  /** Hands out the service key as a file. `null` when the user chose no place. */
  saveServiceKey: procedure.output(z.object({ saved: z.string().nullable(), downloadPath: z.string().nullable() })),
};
