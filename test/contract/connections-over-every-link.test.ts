import { safe } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draft } from '#shared/model/draft.ts';
import {
  assertionCredential,
  canary,
  clientCredential,
  googleKeyFile,
  newConnection,
  newRsaKey,
} from '../support/credential-samples.ts';
import { startSlowServer } from '../support/slow-server.ts';
import { startTestCore, type TestCore } from '../support/test-core.ts';
import { links, type OpenLink } from './links.ts';

const pem = newRsaKey();
const typed = (value: string) => ({ kind: 'typed' as const, value });
const keyFile = () => ({ file: new File([googleKeyFile(pem)], 'key.json'), fileName: 'key.json' });

const draftOf = (connectionId: string): Draft => ({
  id: 'a-draft',
  name: 'A draft',
  connectionId,
  operationId: null,
  method: 'GET',
  url: '{{base_url}}/things',
  headers: [],
  body: '',
  resendOn401: false,
  updatedAt: 0,
});

describe.each(links)('connections, tokens and the vault $name', ({ open }) => {
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

  it('reads a key, and takes it by the id it is held under', async () => {
    const { connections } = link.client;
    const reading = await connections.readKey({ ...keyFile(), password: null });
    expect(reading).toMatchObject({ key: { kind: 'private-key', signsWith: ['RS256', 'PS256'] }, problems: [] });
    const made = await connections.create({
      ...newConnection(assertionCredential()),
      secret: { kind: 'held', id: reading.heldId },
    });
    expect(made).toMatchObject({ secretState: 'in-memory', token: null, clockSkewMs: null });
    const { error, isDefined } = await safe(
      connections.setSecret({ id: made.id, secret: { kind: 'held', id: reading.heldId } }),
    );
    expect([isDefined, error]).toMatchObject([true, { code: 'KEY_NO_LONGER_HELD' }]);
  });

  it('fails with every problem at its field', async () => {
    const credential = clientCredential({
      tokenUrl: 'ftp://nowhere.test',
      extraHeaders: [{ name: 'not a name', value: '' }],
    });
    const { error, isDefined } = await safe(
      link.client.connections.create({ ...newConnection(credential), secret: null }),
    );
    const fields = ['credential.tokenUrl', 'credential.extraHeaders[0].name'];
    expect([isDefined, error]).toMatchObject([
      true,
      { code: 'CREDENTIAL_INVALID', data: { problems: fields.map((field) => ({ field })), exchangeId: null } },
    ]);
  });

  it('copies, changes, hands out and takes in', async () => {
    const { connections } = link.client;
    const one = await connections.create({ ...newConnection({ kind: 'bearer' }), secret: typed(canary()) });
    const copy = await connections.duplicate({ id: one.id });
    const trust = { extraCa: null, pinnedFingerprint: 'ab'.repeat(32) };
    const changed = await connections.update({ id: copy.id, isProduction: true, colour: 'violet', trust });
    expect(changed).toMatchObject({ isProduction: true, colour: 'violet', trust, secretState: 'in-memory' });
    expect(await connections.export({ ids: [one.id] })).toMatchObject({ saved: expect.any(String), leftOut: [] });
    const file = new Blob([test.saved.at(-1)?.bytes as Uint8Array<ArrayBuffer>]);
    expect(await connections.import({ file })).toEqual({ added: [], skipped: [one.name] });
    await connections.remove({ id: one.id });
    await connections.remove({ id: copy.id });
    expect((await connections.import({ file })).added).toMatchObject([{ name: one.name, secretState: 'missing' }]);
  });

  it('shows a login and a call before they are sent, and checks a signature', async () => {
    const { connections, tokens } = link.client;
    const { id } = await connections.create({ ...newConnection(assertionCredential()), secret: typed(pem) });
    const login = await tokens.preview({ connectionId: id });
    expect(login).toMatchObject({ tokenCall: null, assertion: { header: { alg: 'RS256' } } });
    const call = await tokens.previewCall({ draft: draftOf(id) });
    expect(call).toMatchObject({ method: 'GET', url: 'https://api.example.test/things', body: null });
    expect(Object.keys(call.curl)).toEqual(['bash', 'cmd', 'powershell']);
    const subject = { kind: 'connection' as const, connectionId: id };
    const against = { kind: 'connection-key' as const };
    expect(await tokens.verify({ subject, against, flip: null })).toMatchObject({ isValid: true });
  });

  it('ends a diagnosis when the caller goes', async () => {
    const server = await startSlowServer();
    const made = newConnection({ kind: 'none' }, server.url);
    const { id } = await link.client.connections.create({ ...made, secret: null });
    const abort = new AbortController();
    const diagnosing = safe(link.client.connections.diagnose({ id }, { signal: abort.signal }));
    await server.reached;
    abort.abort();
    await server.abandoned;
    await diagnosing;
    await server.stop();
  });

  it('keeps, locks, opens and changes the passphrase of the vault', async () => {
    const { connections, vault } = link.client;
    const [first, second] = [canary(), canary()];
    expect(await vault.keep({ passphrase: first })).toMatchObject({ kind: 'passphrase', isLocked: false });
    expect(await vault.lock()).toMatchObject({ isLocked: true, note: expect.any(String) });
    expect((await connections.list()).map(({ secretState }) => secretState)).toContain('locked');
    const changing = vault.changePassphrase({ oldPassphrase: second, newPassphrase: second });
    expect((await safe(changing)).error).toMatchObject({ code: 'VAULT_PASSPHRASE_WRONG' });
    const passphrases = { oldPassphrase: first, newPassphrase: second };
    expect(await vault.changePassphrase(passphrases)).toMatchObject({ isLocked: false });
    await vault.lock();
    expect(await vault.unlock({ passphrase: second })).toMatchObject({ isLocked: false, note: null });
  });
});
