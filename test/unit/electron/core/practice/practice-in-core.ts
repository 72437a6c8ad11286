import type { Connection } from '#shared/model/connection.ts';
import type { DraftHeader } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { Finding, GateReport } from '#shared/model/gate-report.ts';
import type { PracticeSystem } from '#shared/model/practice-status.ts';
import type { ProbeId } from '#shared/model/probe.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { type Client, links } from '../../../../contract/links.ts';
import { startTestCore, type TestCore } from '../../../../support/test-core.ts';

/** What is sent in the place of the ready draft's own; a header of the same name is replaced. */
export type Changes = { url?: string; body?: string; headers?: Readonly<Record<string, string>> };

export type PracticeInCore = {
  client: Client;
  test: TestCore;
  /** Sends an operation's ready draft on the practice connection. */
  send(operationId: string, changes?: Changes): Promise<Exchange>;
  turn(switchId: string, isOn: boolean): Promise<void>;
  /** Changes the credential of the practice connection. */
  change(credential: object): Promise<void>;
  /** Turns everything off, and makes the connection anew. History is empty then. */
  putBack(): Promise<void>;
  /** The report after a probe. */
  probe(exchange: Exchange, probe: ProbeId): Promise<GateReport>;
};

/** A real core with one practice system, and calls on it as a user makes them. */
export async function openPractice(system: PracticeSystem): Promise<PracticeInCore> {
  const test = await startTestCore();
  const client = (await links[0]?.open(test.core.router))?.client as Client;
  const { deadlineMs } = await client.settings.get();
  const { connectionId } = await client.practice.start({ system });
  const id = connectionId ?? '';
  const connection = async () => (await client.connections.list()).find((one) => one.id === id) as Connection;

  return {
    client,
    test,
    async send(operationId, { url, body, headers = {} } = {}) {
      const operation = systemOf(system).operations.find((one) => one.id === operationId);
      if (operation === undefined) throw new Error(`there is no operation ${operationId}`);
      const json = operation.bodyTemplate === '' ? [] : [{ name: 'Content-Type', value: 'application/json' }];
      const own = (operation.headers ?? json).filter(({ name }) => headers[name] === undefined);
      const written = Object.entries(headers).map(([name, value]) => ({ name, value }));
      const all: DraftHeader[] = [...own, ...written].map((header) => ({ ...header, isEnabled: true }));
      return client.exchanges.send({
        draft: {
          id: 'd1',
          name: operation.name,
          connectionId: id,
          operationId,
          method: operation.method,
          url: url ?? systemOf(system).draftUrl(operation),
          headers: all,
          body: body ?? operation.bodyTemplate,
          updatedAt: 0,
        },
        renewToken: false,
      });
    },
    async turn(switchId, isOn) {
      // The one fault that is waited for. With every other a short deadline would only fail on a busy machine.
      if (switchId === 'deadline-exceeded') await client.settings.update({ deadlineMs: isOn ? 1_000 : deadlineMs });
      await client.practice.setSwitch({ system, id: switchId, isOn });
    },
    async change(changes) {
      const { credential: before } = await connection();
      await client.connections.update({ id, credential: { ...before, ...changes } as Connection['credential'] });
    },
    async putBack() {
      await client.practice.clearFaults({ system });
      await client.connections.remove({ id });
      await client.practice.start({ system });
      await client.history.clear();
    },
    async probe({ id: exchangeId }, probe) {
      return (await client.diagnosis.probe({ exchangeId, probe })).report;
    },
  };
}

/** `certain issuer-not-registered`: how a report begins. */
export function first({ findings }: GateReport): string {
  const [finding] = findings as [Finding?];
  return finding === undefined ? 'nothing' : `${finding.confidence} ${finding.cause}`;
}
