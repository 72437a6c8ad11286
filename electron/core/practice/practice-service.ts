import type { PracticeStatus } from '#shared/model/practice-status.ts';
import { readKeyFile } from '../connections/key-file.ts';
import { Failure } from '../failure.ts';
import type { Clock, Desk } from '../ports.ts';
import { type SapWorkflowPractice, startSapWorkflowPractice } from './sap-workflow.ts';

/** The practice connection keeps its id over restarts, so that drafts and history stay attached to it. */
export const practiceConnectionId = 'practice-sap-workflow';

type Dependencies = {
  clock: Clock;
  desk: Desk;
  isAllowed: boolean;
  hasConnection(): boolean;
  /** Makes the practice connection from the key, or brings the one there is up to date. */
  adoptKey(serviceKey: string): Promise<unknown>;
};

export type PracticeService = ReturnType<typeof createPracticeService>;

/** Starts the practice system on first use, keeps its connection in step with it, and stops it with the core. */
export function createPracticeService({ clock, desk, isAllowed, hasConnection, adoptKey }: Dependencies) {
  let starting: Promise<SapWorkflowPractice> | null = null;
  let running: SapWorkflowPractice | null = null;

  const start = (): Promise<SapWorkflowPractice> => {
    if (!isAllowed) throw new Failure('PRACTICE_FAILED', 'Practice systems are switched off by --no-practice.');
    starting ??= launch().catch((error) => {
      starting = null;
      throw error;
    });
    return starting;
  };

  const launch = async () => {
    const system = await startSapWorkflowPractice({ clock });
    running = system;
    await adoptKey(system.serviceKey());
    return system;
  };

  const status = (): PracticeStatus => ({
    isRunning: running !== null,
    baseUrl: running?.baseUrl ?? null,
    connectionId: hasConnection() ? practiceConnectionId : null,
    authorities: running?.authorities() ?? [],
  });

  return {
    status,
    /** True for the client the running practice system handed its key to. */
    isPracticeClient: (clientId: string) => running !== null && readKeyFile(running.serviceKey()).clientId === clientId,
    /** Called before a send on the practice connection: its endpoints are those of the system that runs now. */
    async ensureRunning(): Promise<void> {
      await start();
    },
    async start(): Promise<PracticeStatus> {
      const system = await start();
      if (!hasConnection()) await adoptKey(system.serviceKey());
      return status();
    },
    async updateService(authorities: string[]): Promise<PracticeStatus> {
      (await start()).updateService(authorities);
      return status();
    },
    async saveServiceKey() {
      const system = await start();
      return desk.save('practice-service-key.json', new TextEncoder().encode(system.serviceKey()));
    },
    async dispose(): Promise<void> {
      await (await starting?.catch(() => null))?.stop();
    },
  };
}
