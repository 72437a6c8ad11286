import { z } from 'zod';
import { SystemId } from './system-id.ts';

/** The systems that can be practised. */
export const PracticeSystem = SystemId.exclude(['generic-http']);
export type PracticeSystem = z.infer<typeof PracticeSystem>;

/** One way to log in to a practice system. `words` says what it shows: "administrator of every task". */
export const PracticeLogin = z.object({ id: z.string(), name: z.string(), words: z.string() });
export type PracticeLogin = z.infer<typeof PracticeLogin>;

/** A fault that can be turned on: "every run fails in the backend". */
export const PracticeSwitch = z.object({
  id: z.string(),
  name: z.string(),
  words: z.string(),
  /** Heading it stands under: "The way". One of a group is on at a time. */
  group: z.string(),
  /** Id of the cause that a report names while it is on; null when it makes nothing fail. */
  cause: z.string().nullable(),
  isOn: z.boolean(),
});
export type PracticeSwitch = z.infer<typeof PracticeSwitch>;

/** A file the practice system's administrator would send. */
export const PracticeFile = z.object({ id: z.string(), name: z.string(), fileName: z.string() });
export type PracticeFile = z.infer<typeof PracticeFile>;

/** A practice system as it stands now. What cannot be told before it runs is empty while stopped. */
export const PracticeStatus = z.object({
  system: PracticeSystem,
  isRunning: z.boolean(),
  /** `http://127.0.0.1:41873`, or where a fault that is on makes its connection call; null while stopped. */
  baseUrl: z.string().nullable(),
  /** The connection that belongs to it; null before the first start. */
  connectionId: z.string().nullable(),
  /** Authorities of SAP Workflow's service instance: what the next token will carry. Empty for the other systems. */
  authorities: z.array(z.string()),
  /** Whom its connection can log in as, the usual one first. */
  logins: z.array(PracticeLogin),
  /** Id of the login its connection has now. */
  login: z.string(),
  switches: z.array(PracticeSwitch),
  /** What it hands out as files, the usual one first. */
  files: z.array(PracticeFile),
});
export type PracticeStatus = z.infer<typeof PracticeStatus>;
