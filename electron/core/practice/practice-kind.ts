import type { Credential } from '#shared/model/credential.ts';
import type { PracticeFile, PracticeLogin, PracticeSystem } from '#shared/model/practice-status.ts';
import type { ConnectionParts } from '../connections/key-connection.ts';
import type { Clock } from '../ports.ts';
import type { Secret } from '../store/secret.ts';
import type { Fault, Faults } from './faults.ts';
import type { PracticeWay } from './practice-way.ts';
import type { SapWorkflowPractice } from './sap-workflow.ts';

/** What the connection of a practice system is made of. */
export type PracticeOffer = {
  parts: ConnectionParts;
  secret: Secret;
  /** Certificate authority the connection has to trust, as PEM; null for none. */
  extraCa: string | null;
};

/** A practice system that runs, as far as the app has to do with it. */
export type RunningPractice = {
  baseUrl: string;
  /** Client id or issuer that its key names; null for a system without a key. */
  account: string | null;
  /** `login` is one of the kind's. `before` is the credential the connection has, whose settings stay. */
  offer(login: string, before: Credential | null): Promise<PracticeOffer>;
  /** The content of one of the kind's files. */
  file(id: string): Promise<Uint8Array>;
  faults: Faults;
  /** Makes ready what the faults that are on need. Awaited whenever they were turned. */
  settle(): Promise<void>;
  /** Where the service is to be called now; other than `baseUrl` while a fault gives it another address. */
  address(): string;
  /** A text that changes whenever an offer would be another one, so that the connection has to be brought in step. */
  offerState(): string;
  /** SAP Workflow's service instance; null for the other systems. */
  service: Pick<SapWorkflowPractice, 'authorities' | 'updateService'> | null;
  stop(): Promise<void>;
};

/** What is known of a practice system before it runs. */
export type PracticeKind = {
  system: PracticeSystem;
  /** The practice connection keeps its id over restarts, so that drafts and history stay attached to it. */
  connectionId: string;
  /** The usual one first; the same for `files`. */
  logins: readonly PracticeLogin[];
  faults: readonly Fault[];
  files: readonly PracticeFile[];
  /** Which of the logins a credential is; null for one that was made by hand. */
  loginOf(credential: Credential): string | null;
  start(deps: { clock: Clock }): Promise<RunningPractice>;
};

type OnWay = { faults: Faults; way: PracticeWay };

/** What follows from how a practice system is reached alone, for those whose offer changes with the address only. */
export function onWay({
  faults,
  way,
}: OnWay): Pick<RunningPractice, 'baseUrl' | 'faults' | 'settle' | 'address' | 'offerState'> {
  return {
    baseUrl: way.baseUrl,
    faults,
    settle: way.settle,
    address: way.address,
    offerState: way.address,
  };
}
