import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { Agent, request } from 'undici';
import { createCore } from '#core/create-core.ts';
import { startHistoryInWorker } from '#core/store/worker-process.ts';
import type { Draft } from '#shared/model/draft.ts';

const warmUpRounds = 500;
const rounds = 2_000;

/**
 * A 2 KB JSON exchange with a token at hand, from the contract call to the recorded history, against a bare `undici.request`
 * of the same URL; both in turn in one run, so that whatever else the machine does meets both alike.
 */
export async function benchSend(print: (line: object) => void): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatewright-bench-'));
  const server = fork(new URL('./send-server.ts', import.meta.url));
  try {
    const [{ port, token }] = (await once(server, 'message')) as [{ port: number; token: string }];
    const base = `http://127.0.0.1:${port}`;
    const whole = await startWhole(dataDir, base);
    const bare = startBare(base, token);
    await takeTurns(whole.send, bare.send, warmUpRounds);
    const { first, second } = await takeTurns(whole.send, bare.send, rounds);
    await whole.stop();
    await bare.stop();
    for (const line of summarise(first, second)) print(line);
  } finally {
    await stopServer(server);
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function startWhole(dataDir: string, base: string) {
  const core = await createCore({
    clock: { now: () => performance.timeOrigin + performance.now() },
    dataDir,
    startHistory: (databaseFile) => startHistoryInWorker(databaseFile),
    systemKeyStore: null,
    systemKeyStoreNote: null,
    desk: { save: async () => ({ saved: null, downloadPath: null }) },
    log: { write: (line) => process.stderr.write(`${line}\n`) },
    host: { kind: 'loopback', version: '0.0.0-bench' },
    hasPractice: false,
  });
  const client = createRouterClient(core.router);
  const key = {
    uaa: { clientid: 'sb-bench!b1', clientsecret: `bench+/=${'s'.repeat(32)}`, url: base, xsappname: 'bench!b1' },
    endpoints: { workflow_rest_url: `${base}/workflow-service/rest` },
  };
  const file = new File([JSON.stringify(key)], 'key.json');
  const { connection } = await client.connections.importKey({ file, fileName: 'key.json' });
  const draft: Draft = {
    id: 'bench',
    name: 'List definitions',
    connectionId: connection.id,
    operationId: null,
    method: 'GET',
    url: '{{workflow_rest_url}}/v1/workflow-definitions',
    headers: [],
    body: '',
    resendOn401: false,
    updatedAt: 0,
  };
  return {
    stop: () => core.dispose(),
    send: async () => {
      const exchange = await client.exchanges.send({ draft, renewToken: false });
      if (exchange.response?.status !== 200) throw new Error(`the exchange failed: ${exchange.failure?.code}`);
    },
  };
}

function startBare(base: string, token: string) {
  const dispatcher = new Agent();
  return {
    stop: () => dispatcher.close(),
    send: async () => {
      const headers = { authorization: `Bearer ${token}` };
      const { statusCode, body } = await request(`${base}/workflow-service/rest/v1/workflow-definitions`, {
        dispatcher,
        headers,
      });
      await body.arrayBuffer();
      if (statusCode !== 200) throw new Error(`the bare request failed: ${statusCode}`);
    },
  };
}

/** Times in microseconds. */
async function takeTurns(first: () => Promise<void>, second: () => Promise<void>, count: number) {
  const times = { first: [] as number[], second: [] as number[] };
  for (let round = 0; round < count; round += 1) {
    times.first.push(await timed(first));
    times.second.push(await timed(second));
  }
  return times;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) * 1_000;
}

function summarise(whole: number[], bare: number[]): object[] {
  const us = (percentile: number) => ({
    metric: `p${percentile}_us`,
    value: Math.round(percentileOf(whole, percentile)),
    unit: 'us',
    baseline: Math.round(percentileOf(bare, percentile)),
  });
  const ratio = percentileOf(whole, 50) / percentileOf(bare, 50);
  const lines = [us(50), us(95), { metric: 'ratio', value: Number(ratio.toFixed(2)), unit: 'x', baseline: 1 }];
  return lines.map((line) => ({ bench: 'send', ...line, n: whole.length }));
}

function percentileOf(values: number[], percentile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percentile) / 100))] ?? Number.NaN;
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  server.disconnect();
  await once(server, 'exit');
}
