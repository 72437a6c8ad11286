import { onTestFinished } from 'vitest';
import { liveProofs } from '#core/auth/live-proofs.ts';
import { createDoctor } from '#core/doctor/diagnose.ts';
import type { ClientCertificate } from '#core/exchange/identity.ts';
import type { Secret } from '#core/store/secret.ts';
import type { Connection } from '#shared/model/connection.ts';
import { DoctorReport, type DoctorStep } from '#shared/model/doctor-report.ts';
import type { Settings } from '#shared/model/settings.ts';
import { type ExchangeBench, exampleConnection, setUpExchangeBench } from '../exchange/exchange-bench.ts';

export type DoctorHouse = {
  bench: ExchangeBench;
  settings(change: Partial<Settings>): void;
  /** Keeps the connection and its secret, then asks the doctor. */
  examine(connection: Connection, secret?: Secret | null, signal?: AbortSignal): Promise<DoctorReport>;
};

type HouseOptions = { trustedCertificates?: string[]; certificate?: ClientCertificate; proxies?: string[] };

/** The doctor over a real sender, real tokens and real stores, ended with the test. */
export async function openDoctorHouse({
  trustedCertificates = [],
  certificate,
  proxies = [],
}: HouseOptions = {}): Promise<DoctorHouse> {
  const bench = await setUpExchangeBench({ trustedCertificates, proxies });
  onTestFinished(() => bench.tearDown());
  const clock = { now: Date.now };
  const { secrets, tokens } = bench;
  const doctor = createDoctor({
    ...bench.way,
    clock,
    settings: bench.settings,
    trustedCertificates,
    proofsFor: (leash) => liveProofs({ clock, secrets, tokens }, { isNew: true, leash }),
    certificateOf: (connection) => certificate ?? tokens.atHand(connection)?.certificate ?? null,
    send: (draft, signal) => bench.sender.send(draft, { renewToken: false, signal }),
  });
  return {
    bench,
    settings: (change) => void bench.settings.update(change),
    async examine(connection, secret = null, signal) {
      bench.connections.put(connection);
      if (secret) await secrets.write(connection.id, secret);
      const kept = bench.connections.get(connection.id) ?? connection;
      return DoctorReport.parse(await doctor.diagnose(kept, signal));
    },
  };
}

/** A connection to any HTTP service, without a login. */
export function connectionTo(url: string, changes: Partial<Connection> = {}): Connection {
  return exampleConnection(
    { tokenUrl: 'http://127.0.0.1:1/token' },
    { system: 'generic-http', credential: { kind: 'none' }, variables: { base_url: url }, ...changes },
  );
}

/** `passed passed skipped …` in the order of the steps. */
export function statesOf({ steps }: DoctorReport): string {
  return steps.map(({ state }) => state).join(' ');
}

export function stepOf({ steps }: DoctorReport, id: DoctorStep['id']): DoctorStep {
  const step = steps.find((one) => one.id === id);
  if (step === undefined) throw new Error(`no step ${id}`);
  return step;
}

/** Every piece of evidence of a step, one per line. */
export function evidenceOf(report: DoctorReport, id: DoctorStep['id']): string {
  return stepOf(report, id)
    .evidence.map(({ text }) => text)
    .join('\n');
}
