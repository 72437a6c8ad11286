import { z } from 'zod';
import { PracticeStatus, PracticeSystem } from '../model/practice-status.ts';
import { procedure } from './base.ts';

const OfSystem = z.object({ system: PracticeSystem });
/** Which practice system; SAP Workflow's when it is not said. */
const Which = OfSystem.optional();

export const practice = {
  status: procedure.input(Which).output(PracticeStatus),
  /** Starts a practice system and makes its connection, or brings the connection there is up to date. */
  start: procedure.input(Which).output(PracticeStatus),
  /** Replaces the authorities of the service instance, as `cf update-service` does. Only a new token carries them. */
  updateService: procedure.input(z.object({ authorities: z.array(z.string()) })).output(PracticeStatus),
  /** Gives the connection another of the `logins`: another user, or another kind of key. Starts the system. */
  logInAs: procedure.input(OfSystem.extend({ login: z.string() })).output(PracticeStatus),
  /** Turns one of the `switches`; on, it takes the place of another of its group. Starts the system. */
  setSwitch: procedure.input(OfSystem.extend({ id: z.string(), isOn: z.boolean() })).output(PracticeStatus),
  /** Turns off every switch that is on. Starts nothing. */
  clearFaults: procedure.input(OfSystem).output(PracticeStatus),
  /** Hands out one of the `files`, the first when none is named. `null` when the user chose no place. */
  saveServiceKey: procedure
    .input(OfSystem.extend({ file: z.string().optional() }).optional())
    .output(z.object({ saved: z.string().nullable(), downloadPath: z.string().nullable() })),
};
