import { safe } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRouter } from '#core/router.ts';
import type { Services } from '#core/services.ts';
import type { Draft } from '#shared/model/draft.ts';
import { startSlowServer } from '../support/slow-server.ts';
import { startTestCore, type TestCore } from '../support/test-core.ts';
import { links, type OpenLink } from './links.ts';

const draft = (url: string): Draft => ({
  id: `draft-${url.length}`,
  name: 'A draft',
  connectionId: null,
  operationId: null,
  method: 'GET',
  url,
  headers: [],
  body: '',
  resendOn401: false,
  updatedAt: 0,
});

/** Services of which only the settings are asked, and they break in a way nobody foresaw. */
function servicesThatBreak(): Services {
  const settings = {
    get: () => {
      throw new Error('a planted secret');
    },
  };
  return { log: { info: () => {}, error: () => {} }, settings } as unknown as Services;
}

describe.each(links)('the contract $name', ({ open }) => {
  let test: TestCore;
  let link: OpenLink;

  beforeAll(async () => {
    test = await startTestCore();
    link = await open(test.core.router);
  });
  afterAll(async () => {
    await link.close();
    await test.dispose();
  });

  it('answers with the declared shape', async () => {
    expect(await link.client.settings.get()).toEqual({
      theme: 'system',
      deadlineMs: 60_000,
      proxy: { mode: 'system' },
      lockVaultAfterMs: 0,
      proxySecretState: 'not-needed',
    });
    expect(await link.client.host.info()).toEqual({ kind: 'loopback', version: '0.0.0-test', notices: [] });
    expect(await link.client.connections.list()).toEqual([]);
  });

  it('keeps what it is told', async () => {
    await link.client.settings.update({ lockVaultAfterMs: 60_000, proxy: { mode: 'none' } });
    await link.client.settings.update({ theme: 'dark' });
    await link.client.drafts.save(draft('https://example.test/'));
    const kept = { theme: 'dark', lockVaultAfterMs: 60_000, proxy: { mode: 'none' } };
    expect(await link.client.settings.get()).toMatchObject(kept);
    expect(await link.client.drafts.list()).toEqual([draft('https://example.test/')]);
  });

  it('refuses bad input without repeating it', async () => {
    const wrong = { theme: 'a-secret-that-slipped' } as unknown as { theme: 'dark' };
    const { error } = await safe(link.client.settings.update(wrong));
    expect(error).toMatchObject({ code: 'BAD_REQUEST' });
    expect(JSON.stringify(error)).not.toContain('a-secret-that-slipped');
  });

  it('fails with the declared code, sentence and problems', async () => {
    const file = new File(['{ "uaa": { "clientid": "sb-x", } }'], 'broken.json');
    const { error, isDefined } = await safe(link.client.connections.importKey({ file, fileName: file.name }));
    expect(isDefined).toBe(true);
    expect(error).toMatchObject({ code: 'KEY_UNREADABLE', data: { problems: [{ line: 1 }] } });
  });

  it('carries a file to the core', async () => {
    const key = JSON.stringify({
      clientid: 'sb-a!b1',
      clientsecret: 's3cret',
      url: 'https://acme.authentication.example',
    });
    const file = new File([key], 'key.json');
    const { connection, isNew } = await link.client.connections.importKey({ file, fileName: file.name });
    expect(isNew).toBe(true);
    expect(connection.credential).toMatchObject({ tokenUrl: 'https://acme.authentication.example/oauth/token' });
    expect(connection.secretState).toBe('in-memory');
    await link.client.connections.remove({ id: connection.id });
  });

  it('cancels the exchange when the caller aborts', async () => {
    const server = await startSlowServer();
    const abort = new AbortController();
    const sending = safe(
      link.client.exchanges.send({ draft: draft(server.url), renewToken: false }, { signal: abort.signal }),
    );
    await server.reached;
    abort.abort();
    await server.abandoned;
    await sending;
    const recorded = async () => (await link.client.history.list({ search: '', cursor: null, limit: 1 })).entries[0];
    await expect.poll(recorded).toMatchObject({ failureCode: 'CANCELLED', status: null });
    await server.stop();
  });

  it('hides the text of an unexpected error', async () => {
    const broken = await open(createRouter(servicesThatBreak()));
    const { error } = await safe(broken.client.settings.get());
    await broken.close();
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(String(error)).not.toContain('planted');
  });

  it('rejects at once on a closed link', async () => {
    if (link.cut === null) return;
    const other = await open(test.core.router);
    await other.cut?.();
    const { error } = await safe(other.client.settings.get());
    expect(error).toMatchObject({ name: 'LinkClosed' });
    await other.close();
  });

  it('rejects a call under way when the link closes', async () => {
    if (link.cut === null) return;
    const server = await startSlowServer();
    const other = await open(test.core.router);
    const sending = safe(other.client.exchanges.send({ draft: draft(server.url), renewToken: false }));
    await server.reached;
    await other.cut?.();
    expect((await sending).error).toMatchObject({ name: 'LinkClosed' });
    await server.abandoned;
    await other.close();
    await server.stop();
  });
});
