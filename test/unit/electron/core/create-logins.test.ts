import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, links } from '../../../contract/links.ts';
import { newRsaKey } from '../../../support/credential-samples.ts';
import { startTestCore, type TestCore } from '../../../support/test-core.ts';
import { exampleKeyStore } from './store/open-secrets.ts';

const minute = 60_000;
const keyFile = () => ({ file: new File([newRsaKey()], 'key.pem'), fileName: 'key.pem', password: null });

describe('a locked vault', () => {
  let now: number;
  let test: TestCore;
  let client: Client;
  let connectionId: string;

  beforeEach(async () => {
    now = Date.now();
    test = await startTestCore({ clock: { now: () => now }, systemKeyStore: exampleKeyStore() });
    client = (await links[0]?.open(test.core.router))?.client as Client;
    connectionId = (await client.practice.start()).connectionId ?? '';
    await client.tokens.renew({ connectionId });
  });
  afterEach(() => test.dispose());

  const connection = async () => (await client.connections.list()).find(({ id }) => id === connectionId);
  const send = async () => {
    const draft = { id: 'd', name: 'List', operationId: null, headers: [], body: '', updatedAt: 0 };
    const url = '{{workflow_rest_url}}/v1/workflow-definitions';
    return client.exchanges.send({ draft: { ...draft, connectionId, method: 'GET', url }, renewToken: false });
  };

  it('forgets the token and the keys that were read, and sends nothing until it is unlocked', async () => {
    const { heldId } = await client.connections.readKey(keyFile());
    expect((await connection())?.token).not.toBeNull();
    expect(await client.vault.lock()).toMatchObject({ kind: 'system-keychain', isLocked: true });
    expect(await connection()).toMatchObject({ token: null, secretState: 'locked' });
    await expect(send()).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    await expect(client.tokens.renew({ connectionId })).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    await expect(client.connections.duplicate({ id: connectionId })).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    const late = client.connections.setSecret({ id: connectionId, secret: { kind: 'held', id: heldId } });
    await expect(late).rejects.toMatchObject({ code: 'KEY_NO_LONGER_HELD' });
    expect(await client.vault.unlock({ passphrase: '' })).toMatchObject({ isLocked: false });
    expect((await send()).response?.status).toBeLessThan(500);
  });

  it('locks itself when idle as long as the settings say, and a send counts although its token is at hand', async () => {
    await client.settings.update({ lockVaultAfterMs: 10 * minute });
    now += 9 * minute;
    await send();
    now += 9 * minute;
    expect((await send()).failure).toBeNull();
    now += 10 * minute;
    await expect(send()).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    expect(await client.vault.status()).toMatchObject({ isLocked: true });
    expect((await connection())?.token).toBeNull();
  });
});
