import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../../contract/links.ts';
import { links } from '../../../../contract/links.ts';
import { startTestCore, type TestCore } from '../../../../support/test-core.ts';

const key = (changes: Record<string, unknown> = {}) =>
  JSON.stringify({
    endpoints: { workflow_rest_url: 'https://api.example.test/workflow-service/rest' },
    uaa: {
      clientid: 'sb-a!b1|workflow!b2',
      clientsecret: 'first-s3cret',
      url: 'https://acme.authentication.example.test',
      identityzone: 'acme',
      ...changes,
    },
  });

const fileOf = (text: string) => ({ file: new File([text], 'key.json'), fileName: 'key.json' });

describe('importing a service key', () => {
  let test: TestCore;
  let client: Client;
  beforeEach(async () => {
    test = await startTestCore();
    client = (await links[0]?.open(test.core.router))?.client as Client;
  });
  afterEach(() => test.dispose());

  it('makes a connection that is ready to use, its secret in the vault', async () => {
    const { connection, isNew } = await client.connections.importKey(fileOf(key()));
    expect(isNew).toBe(true);
    expect(connection.variables).toMatchObject({ workflow_rest_url: 'https://api.example.test/workflow-service/rest' });
    expect(connection.secretState).toBe('in-memory');
    expect(JSON.stringify(await client.connections.list())).not.toContain('first-s3cret');
  });

  it('gives the connection there is its secret again instead of making a second one', async () => {
    const first = await client.connections.importKey(fileOf(key()));
    await client.connections.update({ id: first.connection.id, name: 'Mine', clientAuthentication: 'post-basic' });
    const again = await client.connections.importKey(fileOf(key({ clientsecret: 'second-s3cret' })));
    expect(again.isNew).toBe(false);
    expect(again.connection).toMatchObject({ id: first.connection.id, name: 'Mine' });
    expect(again.connection.credential).toMatchObject({ clientAuthentication: 'post-basic' });
    expect(await client.connections.list()).toHaveLength(1);
  });

  it('names a second connection apart from the first', async () => {
    const first = await client.connections.importKey(fileOf(key()));
    const second = await client.connections.importKey(fileOf(key({ clientid: 'sb-other!b1|workflow!b2' })));
    expect(second.connection.name).not.toBe(first.connection.name);
  });

  it('refuses a file larger than any key, without reading it', async () => {
    await expect(client.connections.importKey(fileOf(' '.repeat(1024 * 1024 + 1)))).rejects.toMatchObject({
      code: 'KEY_UNREADABLE',
      data: { problems: [{ sentence: 'The file is larger than 1 MB, and no key is.' }] },
    });
  });

  it('forgets the secret with the connection', async () => {
    const { connection } = await client.connections.importKey(fileOf(key()));
    await client.connections.remove({ id: connection.id });
    expect(await client.connections.list()).toEqual([]);
    await expect(client.connections.update({ id: connection.id, name: 'Ghost' })).rejects.toMatchObject({
      code: 'CONNECTION_NOT_FOUND',
    });
  });
});

describe('the practice connection', () => {
  it('keeps its id over restarts and follows the system that runs now', async () => {
    const first = await startTestCore();
    const one = (await links[0]?.open(first.core.router))?.client as Client;
    const { connectionId, baseUrl } = await one.practice.start();
    await first.core.dispose();

    const second = await startTestCore({ dataDir: first.dataDir });
    const two = (await links[0]?.open(second.core.router))?.client as Client;
    expect(await two.practice.status()).toMatchObject({ isRunning: false, connectionId });
    const started = await two.practice.start();
    const [connection] = await two.connections.list();
    expect(started.baseUrl).not.toBe(baseUrl);
    expect(connection).toMatchObject({ id: connectionId, isPractice: true, secretState: 'in-memory' });
    expect(connection?.variables.workflow_rest_url).toContain(started.baseUrl);
    await second.dispose();
    await first.dispose();
  });

  it('hands out its key as a file, never through the contract', async () => {
    const test = await startTestCore();
    const client = (await links[0]?.open(test.core.router))?.client as Client;
    const answer = await client.practice.saveServiceKey();
    const secret = JSON.parse(new TextDecoder().decode(test.saved[0]?.bytes)).uaa.clientsecret;
    expect(secret.length).toBeGreaterThan(20);
    expect(JSON.stringify(answer)).not.toContain(secret);
    await test.dispose();
  });

  it('is refused in words under --no-practice', async () => {
    const test = await startTestCore({ hasPractice: false });
    const client = (await links[0]?.open(test.core.router))?.client as Client;
    await expect(client.practice.start()).rejects.toMatchObject({ code: 'PRACTICE_FAILED' });
    await test.dispose();
  });
});
