import type { PracticeStatus } from '#shared/model/practice-status.ts';
import { Failure } from '../failure.ts';
import { type Fault, switchOf } from './faults.ts';
import type { PracticeKind, RunningPractice } from './practice-kind.ts';
import { createPracticeLife, type PracticeDependencies } from './practice-life.ts';

export type PracticeKeeper = {
  connectionId: string;
  /** Client id or issuer of its key; null while it is stopped, and for a system without a key. */
  account(): string | null;
  status(): PracticeStatus;
  /** @throws Failure PRACTICE_FAILED, VAULT_LOCKED; so do the others */
  start(): Promise<RunningPractice>;
  logInAs(login: string): Promise<void>;
  turn(switchId: string, isOn: boolean): Promise<void>;
  /** Turns off what is on; nothing while it is stopped. */
  clearFaults(): Promise<void>;
  /** The first file when none is named. */
  file(fileId: string | undefined): Promise<{ fileName: string; bytes: Uint8Array }>;
  stop(): Promise<void>;
};

/** What the app does with one practice system. */
export function createPracticeKeeper(kind: PracticeKind, deps: PracticeDependencies): PracticeKeeper {
  const connection = () => deps.connectionOf(kind.connectionId);
  const login = () => {
    const credential = connection()?.credential;
    return (credential && kind.loginOf(credential)) ?? usual(kind.logins);
  };
  const life = createPracticeLife(kind, deps, login);
  // A fault may lend the connection another login; this is the one it gets back.
  let ownLogin: string | null = null;

  const change = async (running: RunningPractice, turn: () => Fault[]): Promise<void> => {
    ownLogin ??= login();
    const before = running.offerState();
    const changed = turn();
    await running.settle();
    if (running.offerState() !== before) await life.adoptAs(ownLogin);
    else if (changed.some(({ endsLogin }) => endsLogin)) deps.forgetLogin(kind.connectionId);
    if (!running.faults.hasAny()) ownLogin = null;
  };
  return {
    connectionId: kind.connectionId,
    account: () => life.running()?.account ?? null,
    start: life.start,
    stop: life.stop,
    status: () => describe(kind, life.running(), connection() !== null, login()),
    async logInAs(wanted) {
      const { id } = known(kind.logins, wanted);
      await life.start();
      ownLogin = null;
      if (id !== login()) await life.adoptAs(id);
    },
    async turn(switchId, isOn) {
      const { id } = known(kind.faults, switchId);
      const running = await life.start();
      await change(running, () => running.faults.turn(id, isOn));
    },
    async clearFaults() {
      const running = life.running();
      if (running !== null) await change(running, () => running.faults.clear());
    },
    async file(fileId = usual(kind.files)) {
      const { id, fileName } = known(kind.files, fileId);
      return { fileName, bytes: await (await life.start()).file(id) };
    },
  };
}

function describe(
  kind: PracticeKind,
  running: RunningPractice | null,
  hasConnection: boolean,
  login: string,
): PracticeStatus {
  return {
    system: kind.system,
    isRunning: running !== null,
    baseUrl: running?.address() ?? null,
    connectionId: hasConnection ? kind.connectionId : null,
    authorities: running?.service?.authorities() ?? [],
    logins: [...kind.logins],
    login,
    switches: kind.faults.map((one) => switchOf(one, running?.faults.isOn(one.id) ?? false)),
    files: [...kind.files],
  };
}

/** @throws Failure PRACTICE_FAILED */
function known<T extends { id: string }>(all: readonly T[], id: string): T {
  const found = all.find((one) => one.id === id);
  if (found === undefined) throw new Failure('PRACTICE_FAILED', 'This practice system has nothing of that name.');
  return found;
}

function usual(all: readonly { id: string }[]): string {
  return all[0]?.id ?? '';
}
