import type { Connection } from '#shared/model/connection.ts';
import { systemTrust } from '#shared/model/trust.ts';
import type { KeptConnections } from '../connections/kept-connections.ts';
import { connectionOf } from '../connections/key-connection.ts';
import { Failure } from '../failure.ts';
import type { Clock } from '../ports.ts';
import type { PracticeKind, PracticeOffer, RunningPractice } from './practice-kind.ts';

export type PracticeDependencies = {
  clock: Clock;
  isAllowed: boolean;
  kept: Pick<KeptConnections, 'keep' | 'names'>;
  connectionOf(id: string): Connection | null;
  /** Drops the token and the session of a connection. */
  forgetLogin(id: string): void;
};

export type PracticeLife = {
  running(): RunningPractice | null;
  /** The system and its connection, both made on first use. @throws Failure PRACTICE_FAILED, VAULT_LOCKED */
  start(): Promise<RunningPractice>;
  /** Brings the connection in step with the system, logged in as this. */
  adoptAs(login: string): Promise<RunningPractice>;
  stop(): Promise<void>;
};

type Variables = Connection['variables'];

/** One practice system, launched once, and its connection, kept in step with it. `login` is the one to begin with. */
export function createPracticeLife(kind: PracticeKind, deps: PracticeDependencies, login: () => string): PracticeLife {
  const connection = () => deps.connectionOf(kind.connectionId);
  let running: RunningPractice | null = null;
  let adopting: Promise<RunningPractice> | null = null;
  let isAdopted = false;
  let offered: Variables | null = null;
  const launch = once(() => kind.start(deps));

  const adopt = async (wanted: string): Promise<RunningPractice> => {
    if (!deps.isAllowed) throw new Failure('PRACTICE_FAILED', 'Practice systems are switched off by --no-practice.');
    running = await launch.result();
    const offer = await running.offer(wanted, connection()?.credential ?? null);
    const variables = { ...offer.parts.variables, ...changedSince(offered, connection()) };
    const parts = { ...offer.parts, variables };
    await deps.kept.keep(practiceConnection(kind, { ...offer, parts }, connection(), deps), offer.secret);
    offered = offer.parts.variables;
    isAdopted = true;
    return running;
  };

  const adoptAs = (wanted: string): Promise<RunningPractice> => {
    isAdopted = false;
    adopting = adopt(wanted).catch((error) => {
      adopting = null;
      throw error;
    });
    return adopting;
  };

  return {
    running: () => running,
    adoptAs,
    // Adopted once per launch; again when that failed (a locked vault) or the connection was removed since.
    start: () => (adopting === null || (isAdopted && connection() === null) ? adoptAs(login()) : adopting),
    async stop() {
      await (await launch.begun()?.catch(() => null))?.stop();
    },
  };
}

/** Runs something on first demand, and again only when it failed. `begun` is null before. */
function once<T>(run: () => Promise<T>): { result(): Promise<T>; begun(): Promise<T> | null } {
  let running: Promise<T> | null = null;
  return {
    begun: () => running,
    result() {
      running ??= run().catch((error) => {
        running = null;
        throw error;
      });
      return running;
    },
  };
}

/** Endpoints that were changed by hand since this launch offered them: what a fault moves does not undo that. */
function changedSince(offered: Variables | null, connection: Connection | null): Variables {
  const own = Object.entries(connection?.variables ?? {});
  return Object.fromEntries(own.filter(([name, value]) => offered?.[name] !== undefined && offered[name] !== value));
}

function practiceConnection(
  { connectionId }: PracticeKind,
  { parts, extraCa }: PracticeOffer,
  existing: Connection | null,
  { clock, kept }: PracticeDependencies,
): Connection {
  const circumstances = { id: connectionId, now: clock.now(), takenNames: kept.names(), isPractice: true };
  return {
    ...connectionOf(parts, existing, circumstances),
    trust: { ...systemTrust, ...existing?.trust, extraCa },
  };
}
