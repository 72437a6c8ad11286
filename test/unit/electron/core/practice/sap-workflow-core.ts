import { onTestFinished } from 'vitest';
import type { Connection } from '#shared/model/connection.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { GateReport } from '#shared/model/gate-report.ts';
import { systemOf } from '#shared/systems/systems.ts';
import { type Client, links } from '../../../../contract/links.ts';
import { startTestCore } from '../../../../support/test-core.ts';

/** What a draft has other than the operation's ready one. */
export type DraftChange = Partial<Pick<Draft, 'method' | 'url' | 'body' | 'connectionId'>> & {
  /** Takes the place of the path's parameters, in their order. */
  ids?: readonly string[];
  headers?: Readonly<Record<string, string>>;
};

export type PracticeCore = {
  client: Client;
  connection(): Promise<Connection>;
  /** Moves the clock of the core and of the practice system. */
  advance(ms: number): void;
  turn(id: string, isOn: boolean): Promise<void>;
  /** Sends an operation's ready draft, with these changes, on the practice connection. */
  send(operationId: string, change?: DraftChange): Promise<Exchange>;
  /** The same, and the answer's body as JSON. */
  ask(operationId: string, change?: DraftChange): Promise<unknown>;
};

const system = 'sap-workflow';

/** A real core whose practice system runs, spoken to over the contract as the window does. */
export async function openPractice(): Promise<PracticeCore> {
  let ahead = 0;
  const test = await startTestCore({ clock: { now: () => Date.now() + ahead } });
  onTestFinished(() => test.dispose());
  const [link] = links;
  if (link === undefined) throw new Error('there is no link');
  const { client } = await link.open(test.core.router);
  const { connectionId } = await client.practice.start({ system });
  const connection = async () => {
    const found = (await client.connections.list()).find(({ id }) => id === connectionId);
    if (found === undefined) throw new Error('there is no practice connection');
    return found;
  };
  const send = (operationId: string, change: DraftChange = {}) =>
    client.exchanges.send({
      draft: draftOf(operationId, { connectionId, ...change }),
      renewToken: false,
    });
  return {
    client,
    connection,
    advance: (ms) => {
      ahead += ms;
    },
    turn: async (id, isOn) => void (await client.practice.setSwitch({ system, id, isOn })),
    send,
    async ask(operationId, change) {
      const exchange = await send(operationId, change);
      const body = await test.core.readBody(exchange.id, 0, 1024 * 1024);
      return JSON.parse(new TextDecoder().decode(body?.bytes));
    },
  };
}

/** What the report says of the most believed cause. */
export function firstCause({ findings }: GateReport): string | null {
  return findings[0]?.cause ?? null;
}

function draftOf(operationId: string, change: DraftChange): Draft {
  const { ids = [], headers, ...own } = change;
  const operation = systemOf(system).operations.find(({ id }) => id === operationId);
  if (operation === undefined) throw new Error(`there is no operation ${operationId}`);
  const json = operation.bodyTemplate === '' ? [] : [{ name: 'Content-Type', value: 'application/json' }];
  const added = Object.entries(headers ?? {}).map(([name, value]) => ({ name, value }));
  const rest = [...ids];
  // `{{workflow_rest_url}}` is a variable of the connection, `{{workflowInstanceId}}` a parameter of the path.
  const url = systemOf(system)
    .draftUrl(operation)
    .replaceAll(/\{\{(?!\w+_url\}\})\w+\}\}/g, (parameter) => rest.shift() ?? parameter);
  return {
    id: 'd1',
    name: operation.name,
    connectionId: null,
    operationId,
    method: operation.method,
    url,
    body: operation.bodyTemplate,
    resendOn401: false,
    updatedAt: 0,
    ...own,
    headers: [...(operation.headers ?? json), ...added].map((header) => ({ ...header, isEnabled: true })),
  };
}
