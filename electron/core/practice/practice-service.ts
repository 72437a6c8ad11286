import type { Credential } from '#shared/model/credential.ts';
import type { PracticeStatus, PracticeSystem } from '#shared/model/practice-status.ts';
import type { Desk } from '../ports.ts';
import { createPracticeKeeper } from './practice-keeper.ts';
import { practiceKinds } from './practice-kinds.ts';
import type { PracticeDependencies } from './practice-life.ts';

type Dependencies = PracticeDependencies & { desk: Desk };

/** SAP Workflow's when it is not said which one is meant. */
type Which = { system: PracticeSystem } | undefined;

export type PracticeService = ReturnType<typeof createPracticeService>;

/** The practice systems, each started on first use and stopped with the core. */
export function createPracticeService({ desk, ...deps }: Dependencies) {
  const keepers = {
    'sap-workflow': createPracticeKeeper(practiceKinds['sap-workflow'], deps),
    magnus: createPracticeKeeper(practiceKinds.magnus, deps),
    'process-server': createPracticeKeeper(practiceKinds['process-server'], deps),
  };
  const all = Object.values(keepers);
  const keeperOf = (which: Which) => keepers[which?.system ?? 'sap-workflow'];

  return {
    status: (which?: Which): PracticeStatus => keeperOf(which).status(),

    /** Before a send on a practice connection: its endpoints are those of the system that runs now. */
    async wake(connectionId: string | null): Promise<void> {
      const keeper = all.find((one) => one.connectionId === connectionId);
      if (keeper !== undefined && deps.connectionOf(keeper.connectionId) !== null) await keeper.start();
    },

    /** True for the account that a running practice system handed its key to. */
    isPracticeAccount(credential: Credential): boolean {
      const account = accountOf(credential);
      return account !== null && all.some((keeper) => keeper.account() === account);
    },
    async start(which?: Which): Promise<PracticeStatus> {
      await keeperOf(which).start();
      return keeperOf(which).status();
    },
    async updateService(authorities: string[]): Promise<PracticeStatus> {
      const keeper = keepers['sap-workflow'];
      (await keeper.start()).service?.updateService(authorities);
      return keeper.status();
    },
    async logInAs({ system, login }: { system: PracticeSystem; login: string }): Promise<PracticeStatus> {
      await keepers[system].logInAs(login);
      return keepers[system].status();
    },
    async setSwitch({ system, id, isOn }: { system: PracticeSystem; id: string; isOn: boolean }) {
      await keepers[system].turn(id, isOn);
      return keepers[system].status();
    },
    async clearFaults({ system }: { system: PracticeSystem }) {
      await keepers[system].clearFaults();
      return keepers[system].status();
    },
    async saveServiceKey(which?: { system: PracticeSystem; file?: string | undefined }) {
      const { fileName, bytes } = await keeperOf(which).file(which?.file);
      return desk.save(fileName, bytes);
    },
    async dispose(): Promise<void> {
      await Promise.all(all.map((keeper) => keeper.stop()));
    },
  };
}

function accountOf(credential: Credential): string | null {
  if (credential.kind === 'oauth2-client-credentials') return credential.clientId;
  return credential.kind === 'assertion' ? credential.issuer : null;
}
