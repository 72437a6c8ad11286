import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConnections } from '#core/store/connections.ts';
import type { Connection } from '#shared/model/connection.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

function exampleConnection(id: string, changes: Partial<Connection> = {}): Connection {
  return {
    id,
    name: 'Acme DEV',
    system: 'sap-workflow',
    isPractice: false,
    isProduction: false,
    colour: 'none',
    trust: { extraCa: null, pinnedFingerprint: null },
    variables: { workflow_rest_url: 'https://example.test/v1' },
    credential: { kind: 'none' },
    identity: { tenant: null, subaccountId: null, xsappname: null, serviceInstanceId: null },
    createdAt: 1,
    lastUsedAt: null,
    ...changes,
  };
}

async function openIn(dataDir: string) {
  const notices: string[] = [];
  const connections = openConnections({ dataDir, onNotice: (sentence) => notices.push(sentence) });
  return { connections, notices };
}

describe('openConnections', () => {
  it('starts empty, says nothing and writes no file', async () => {
    const dataDir = join(await temporaryFolder(), 'fresh');
    const { connections, notices } = await openIn(dataDir);
    expect(connections.list()).toEqual([]);
    expect(connections.get('a')).toBeNull();
    expect(notices).toEqual([]);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('has what was put after opening again, in the order it was first put', async () => {
    const dataDir = await temporaryFolder();
    const { connections } = await openIn(dataDir);
    connections.put(exampleConnection('b'));
    connections.put(exampleConnection('a'));
    connections.put(exampleConnection('b', { name: 'Acme QA' }));
    const again = await openIn(dataDir);
    expect(again.connections.list()).toEqual([exampleConnection('b', { name: 'Acme QA' }), exampleConnection('a')]);
    expect(again.notices).toEqual([]);
  });

  it('reads what the first Gatewright wrote, and loses nothing of it', async () => {
    const dataDir = await temporaryFolder();
    const { isProduction: _p, colour: _c, trust: _t, ...old } = exampleConnection('a');
    const credential = {
      kind: 'oauth2-client-credentials',
      tokenUrl: 'https://acme.example.test/oauth/token',
      clientId: 'sb-a!b1',
      clientAuthentication: 'post-body',
      secretKind: 'x509',
      scope: '',
      certificateExpiresAt: 5,
    };
    const text = JSON.stringify({ format: 1, items: [{ ...old, credential }] });
    await writeFile(join(dataDir, 'connections.json'), text);
    const { connections, notices } = await openIn(dataDir);
    const added = { extraParameters: [], extraHeaders: [] };
    expect(connections.list()).toEqual([{ ...exampleConnection('a'), credential: { ...credential, ...added } }]);
    expect(notices).toEqual([]);
  });

  it('forgets what was removed, and removes what is not there without a word', async () => {
    const dataDir = await temporaryFolder();
    const { connections } = await openIn(dataDir);
    connections.put(exampleConnection('a'));
    connections.put(exampleConnection('b'));
    connections.remove('a');
    connections.remove('unknown');
    expect((await openIn(dataDir)).connections.list().map(({ id }) => id)).toEqual(['b']);
  });

  it('hands out what nobody can change', async () => {
    const { connections } = await openIn(await temporaryFolder());
    const given = exampleConnection('a');
    connections.put(given);
    for (const handedOut of [connections.list()[0], connections.get('a')]) {
      expect(() => {
        if (handedOut) handedOut.variables.workflow_rest_url = 'changed';
      }).toThrow(TypeError);
    }
    given.name = 'still the caller’s own';
    expect(connections.get('a')).toEqual(exampleConnection('a'));
  });

  it('keeps variable names that are special to objects as plain data', async () => {
    const dataDir = await temporaryFolder();
    const variables: Record<string, string> = JSON.parse('{"constructor":"1","toString":"2","a.b":"3"}');
    (await openIn(dataDir)).connections.put(exampleConnection('a', { variables }));
    expect((await openIn(dataDir)).connections.get('a')?.variables).toEqual(variables);
    expect({}.toString).toBe(Object.prototype.toString);
  });

  it.skipIf(process.platform === 'win32')('makes the folder and the file readable for their owner alone', async () => {
    const dataDir = join(await temporaryFolder(), 'fresh');
    (await openIn(dataDir)).connections.put(exampleConnection('a'));
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, 'connections.json'))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['cut in the middle', '{"format":1,"items":[{"id"'],
    ['empty', ''],
    ['an array', '[]'],
    ['full of zeros', '\0'.repeat(4096)],
    ['not UTF-8', Buffer.from([0xff, 0xfe, 0x00])],
    ['of a newer layout', '{"format":2,"items":{}}'],
    ['without its layout', '{"items":[]}'],
  ])('sets a file aside that is %s, starts empty and says so', async (_, content) => {
    const dataDir = await temporaryFolder();
    await writeFile(join(dataDir, 'connections.json'), content);
    const { connections, notices } = await openIn(dataDir);
    expect(connections.list()).toEqual([]);
    const [asideName] = await readdir(dataDir);
    expect(asideName).toMatch(/^connections\.broken-\d{13}\.json$/);
    expect(notices).toEqual([expect.stringContaining(asideName ?? '')]);
    expect(await readFile(join(dataDir, asideName ?? ''))).toEqual(Buffer.from(content));
    connections.put(exampleConnection('a'));
    expect((await openIn(dataDir)).connections.list()).toHaveLength(1);
  });

  it('keeps every broken file when it happens again', async () => {
    const dataDir = await temporaryFolder();
    for (const content of ['{1', '{2', '{3']) {
      await writeFile(join(dataDir, 'connections.json'), content);
      await openIn(dataDir);
    }
    const contents = await Promise.all((await readdir(dataDir)).map((name) => readFile(join(dataDir, name), 'utf8')));
    expect(contents.sort()).toEqual(['{1', '{2', '{3']);
  });

  it('loses only the element that is bad, and keeps the file as it was beside', async () => {
    const dataDir = await temporaryFolder();
    const bad = { ...exampleConnection('bad'), system: 'no-such-system' };
    const content = JSON.stringify({ format: 1, items: [exampleConnection('a'), bad, null, exampleConnection('b')] });
    await writeFile(join(dataDir, 'connections.json'), content);
    const { connections, notices } = await openIn(dataDir);
    expect(connections.list().map(({ id }) => id)).toEqual(['a', 'b']);
    expect(notices).toEqual([expect.stringMatching(/^The connections had 2 that could not be read\./)]);
    const aside = (await readdir(dataDir)).find((name) => name.includes('.broken-'));
    expect(await readFile(join(dataDir, aside ?? ''), 'utf8')).toBe(content);
    expect((await openIn(dataDir)).notices).toEqual([]);
  });

  it('sweeps temporary copies of its own file, and no others', async () => {
    const dataDir = await temporaryFolder();
    for (const name of ['connections.json.tmp-1763', 'other.json.tmp-1763', 'connections.json.txt']) {
      await writeFile(join(dataDir, name), 'x');
    }
    await openIn(dataDir);
    expect((await readdir(dataDir)).sort()).toEqual(['connections.json.txt', 'other.json.tmp-1763']);
  });

  it('refuses what it could not read back', async () => {
    const dataDir = await temporaryFolder();
    const { connections } = await openIn(dataDir);
    expect(() => connections.put(exampleConnection('a', { name: '' }))).toThrow(
      expect.objectContaining({ code: 'STORE_FAILED', message: expect.stringContaining('(name)') }),
    );
    expect(connections.list()).toEqual([]);
  });

  it('says what could not be saved, and keeps what was saved, when the disk refuses', async () => {
    const dataDir = await temporaryFolder();
    const { connections } = await openIn(dataDir);
    connections.put(exampleConnection('a'));
    const file = join(dataDir, 'connections.json');
    await rm(file);
    await mkdir(join(file, 'in-the-way'), { recursive: true });
    expect(() => connections.put(exampleConnection('b'))).toThrow(
      expect.objectContaining({
        code: 'STORE_FAILED',
        message: expect.stringMatching(
          /^The connections could not be saved: .* Nothing that was saved before is lost\.$/,
        ),
      }),
    );
    expect(() => connections.remove('a')).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
    expect(connections.list().map(({ id }) => id)).toEqual(['a']);
  });

  it('fails with a sentence when the data folder cannot be made', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    expect(() => openConnections({ dataDir: join(file, 'data'), onNotice: () => undefined })).toThrow(
      expect.objectContaining({ code: 'STORE_FAILED' }),
    );
  });
});
