import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openConnections } from '#core/store/connections.ts';
import { openSecretStore } from '#core/store/secrets.ts';
import { killWriter } from '../support/kill/kill-writer.ts';
import { transparentKeyStore } from '../support/kill/transparent-key-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const times = 30;

/** Kills writers one after another and looks at the store after each. */
async function killRepeatedly(
  store: string,
  dataDir: string,
  look: (acknowledged: number[]) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < times; round += 1) {
    const afterWrites = 1 + Math.floor(Math.random() * 40);
    const { acknowledged, notices } = await killWriter(store, dataDir, round * 10_000, afterWrites);
    expect(notices).toBe('');
    await look(acknowledged);
  }
}

it(`keeps the last acknowledged document when it is killed ${times} times while writing`, {
  timeout: 120_000,
}, async () => {
  const dataDir = join(await temporaryFolder(), 'data');
  await killRepeatedly('connections', dataDir, async (acknowledged) => {
    const notices: string[] = [];
    const connections = openConnections({ dataDir, onNotice: (sentence) => notices.push(sentence) });
    const value = connections.get('a')?.variables.value;
    const last = acknowledged.at(-1) ?? 0;
    // The write after the last acknowledged one may or may not have happened.
    expect([last, last + 1].map((number) => String(number).repeat(1 + (number % 2_000)))).toContain(value);
    expect(notices).toEqual([]);
    expect(await readdir(dataDir)).toEqual(['connections.json']);
  });
});

it(`keeps every acknowledged secret when it is killed ${times} times while writing`, { timeout: 120_000 }, async () => {
  const dataDir = join(await temporaryFolder(), 'data');
  await killRepeatedly('secrets', dataDir, async (acknowledged) => {
    const notices: string[] = [];
    const secrets = await openSecretStore({
      dataDir,
      systemKeyStore: transparentKeyStore,
      systemKeyStoreNote: null,
      onNotice: (sentence) => notices.push(sentence),
    });
    const last = acknowledged.at(-1) ?? 0;
    for (const number of acknowledged.slice(-5)) {
      const secret = await secrets.read(`s${number % 5}`);
      const written = secret?.kind === 'client-secret' ? Number(secret.value.split(' ')[0]) : null;
      expect([number, number + 5 > last + 1 ? number : number + 5]).toContain(written);
    }
    expect(notices).toEqual([]);
    expect(await readdir(dataDir)).toEqual(['vault.json']);
  });
});
