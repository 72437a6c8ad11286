import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Secret } from '#core/store/secrets.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { exampleKeyStore, openIn } from './open-secrets.ts';

const clientSecret: Secret = { kind: 'client-secret', value: 'canary+s3cret/Ünïcode=' };
const x509: Secret = { kind: 'x509', certificate: 'certificate\n', key: 'canary key\nof two lines\n' };
const passphrase = 'correct horse battery staple';

/** The vault file's text in all its files, to look for what must not be there. */
async function textOnDisk(dataDir: string): Promise<string> {
  const texts = (await readdir(dataDir)).map((name) => readFile(join(dataDir, name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

/** The text of a vault sealed under the passphrase that holds the client secret for `a`; made once, for it takes long. */
let sealedText = '';
beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatewright-test-'));
  const { secrets } = await openIn(dataDir);
  await secrets.write('a', clientSecret);
  await secrets.keep(passphrase);
  sealedText = await readFile(join(dataDir, 'vault.json'), 'utf8');
  await rm(dataDir, { recursive: true });
});

async function sealedVault(): Promise<string> {
  const dataDir = await temporaryFolder();
  await writeFile(join(dataDir, 'vault.json'), sealedText, { mode: 0o600 });
  return dataDir;
}

describe('a vault in memory', () => {
  it('holds secrets, says that it forgets them and how to keep them, and writes nothing', async () => {
    const dataDir = await temporaryFolder();
    const { secrets } = await openIn(dataDir, { systemKeyStoreNote: 'This host has no key store.' });
    expect(secrets.stateOf('a')).toBe('missing');
    expect(await secrets.read('a')).toBeNull();
    await secrets.write('a', clientSecret);
    await secrets.write('b', x509);
    expect(await secrets.read('a')).toEqual(clientSecret);
    expect(await secrets.read('b')).toEqual(x509);
    expect(secrets.stateOf('a')).toBe('in-memory');
    expect(secrets.status()).toEqual({
      kind: 'memory',
      isLocked: false,
      note: expect.stringMatching(/^This host has no key store\. Secrets stay in memory .* passphrase/),
    });
    await secrets.remove('a');
    expect(secrets.stateOf('a')).toBe('missing');
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('has nothing to unlock', async () => {
    const { secrets } = await openIn(await temporaryFolder());
    expect((await secrets.unlock('anything')).kind).toBe('memory');
  });
});

describe('a vault under a passphrase', () => {
  it('seals what was in memory, and everything after, for the next start', async () => {
    const dataDir = await temporaryFolder();
    const { secrets } = await openIn(dataDir);
    await secrets.write('a', clientSecret);
    expect(await secrets.keep(passphrase)).toEqual({ kind: 'passphrase', isLocked: false, note: null });
    expect(secrets.stateOf('a')).toBe('kept');
    await secrets.write('b', x509);

    const { secrets: again, notices } = await openIn(dataDir);
    expect(again.status()).toMatchObject({ kind: 'passphrase', isLocked: true, note: expect.any(String) });
    expect(again.stateOf('a')).toBe('locked');
    await expect(again.read('a')).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    expect(await again.unlock(passphrase)).toEqual({ kind: 'passphrase', isLocked: false, note: null });
    expect(await again.read('a')).toEqual(clientSecret);
    expect(await again.read('b')).toEqual(x509);
    expect(notices).toEqual([]);
  });

  it('leaves no secret in any file, in a mode for its owner alone and without temporary copies', async () => {
    const dataDir = await temporaryFolder();
    const { secrets } = await openIn(dataDir);
    await secrets.write('a', clientSecret);
    await secrets.keep(passphrase);
    const text = await textOnDisk(dataDir);
    for (const form of ['canary', Buffer.from('canary').toString('base64'), passphrase]) {
      expect(text).not.toContain(form);
    }
    expect(await readdir(dataDir)).toEqual(['vault.json']);
    if (process.platform !== 'win32') expect((await stat(join(dataDir, 'vault.json'))).mode & 0o777).toBe(0o600);
  });

  it('states the cost of its key derivation and gives every record a nonce of its own', async () => {
    const dataDir = await sealedVault();
    const { secrets } = await openIn(dataDir);
    await secrets.unlock(passphrase);
    await secrets.write('b', clientSecret);
    const vault = JSON.parse(await readFile(join(dataDir, 'vault.json'), 'utf8'));
    expect(vault.key.cost).toEqual({ N: 131_072, r: 8, p: 1 });
    const nonces = [vault.check, vault.key.sealed, ...vault.records].map(({ nonce }: { nonce: string }) => nonce);
    expect(new Set(nonces).size).toBe(4);
  });

  it('stays as it was after a wrong passphrase, and opens with the right one afterwards', async () => {
    const dataDir = await sealedVault();
    const before = await readFile(join(dataDir, 'vault.json'));
    const { secrets } = await openIn(dataDir);
    await expect(secrets.unlock(`${passphrase} `)).rejects.toMatchObject({ code: 'VAULT_PASSPHRASE_WRONG' });
    expect(secrets.stateOf('a')).toBe('locked');
    expect(await readFile(join(dataDir, 'vault.json'))).toEqual(before);
    await secrets.unlock(passphrase);
    expect(await secrets.read('a')).toEqual(clientSecret);
  });

  it('takes the same passphrase in another Unicode form', async () => {
    const dataDir = await temporaryFolder();
    await (await openIn(dataDir)).secrets.keep('Schl\u00fcssel');
    expect((await (await openIn(dataDir)).secrets.unlock('Schlu\u0308ssel')).isLocked).toBe(false);
  });

  it('holds what is given while locked in memory, and seals it upon unlock', async () => {
    const dataDir = await sealedVault();
    const { secrets } = await openIn(dataDir);
    await secrets.write('a', x509);
    await secrets.write('b', x509);
    expect([secrets.stateOf('a'), secrets.stateOf('b')]).toEqual(['in-memory', 'in-memory']);
    expect(await secrets.read('a')).toEqual(x509);
    await secrets.unlock(passphrase);
    expect([secrets.stateOf('a'), secrets.stateOf('b')]).toEqual(['kept', 'kept']);
    const { secrets: again } = await openIn(dataDir);
    await again.unlock(passphrase);
    expect([await again.read('a'), await again.read('b')]).toEqual([x509, x509]);
  });

  it('forgets what is removed, even while locked', async () => {
    const dataDir = await sealedVault();
    const { secrets } = await openIn(dataDir);
    await secrets.remove('a');
    expect(secrets.stateOf('a')).toBe('missing');
    const { secrets: again } = await openIn(dataDir);
    await again.unlock(passphrase);
    expect(await again.read('a')).toBeNull();
  });

  it('takes no second passphrase from someone who does not give the first', async () => {
    const dataDir = await sealedVault();
    const { secrets } = await openIn(dataDir);
    await expect(secrets.keep('another')).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    await secrets.unlock(passphrase);
    await expect(secrets.keep('another')).rejects.toMatchObject({ code: 'VAULT_PASSPHRASE_WRONG' });
    const { secrets: again } = await openIn(dataDir);
    await again.unlock(passphrase);
    expect(await again.read('a')).toEqual(clientSecret);
  });

  it.each(['while it is being unlocked', 'once it is open'])(
    'loses no write when many come at once %s',
    async (moment) => {
      const dataDir = await sealedVault();
      const { secrets } = await openIn(dataDir);
      const unlocking = secrets.unlock(passphrase);
      if (moment === 'once it is open') await unlocking;
      const given = Array.from({ length: 20 }, (_, index): [string, Secret] => [
        `id-${index}`,
        { kind: 'client-secret', value: `value ${index}` },
      ]);
      await Promise.all([unlocking, ...given.map(([id, secret]) => secrets.write(id, secret))]);
      const { secrets: again } = await openIn(dataDir);
      await again.unlock(passphrase);
      expect(await Promise.all(given.map(([id]) => again.read(id)))).toEqual(given.map(([, secret]) => secret));
    },
  );

  it('does not open a record under the id of another', async () => {
    const dataDir = await sealedVault();
    const file = join(dataDir, 'vault.json');
    const vault = JSON.parse(await readFile(file, 'utf8'));
    vault.records.push({ ...vault.records[0], id: 'b' });
    await writeFile(file, JSON.stringify(vault));
    const { secrets, notices } = await openIn(dataDir);
    await secrets.unlock(passphrase);
    expect(await secrets.read('b')).toBeNull();
    expect(secrets.stateOf('b')).toBe('missing');
    expect(await secrets.read('a')).toEqual(clientSecret);
    expect(notices).toEqual([expect.stringMatching(/^1 of the saved secrets cannot be opened/)]);
    await secrets.write('b', x509);
    expect([secrets.stateOf('b'), await secrets.read('b')]).toEqual(['kept', x509]);
  });

  it.each([
    ['cut', (text: string) => text.slice(0, 200)],
    ['empty', () => ''],
    ['of a newer layout', (text: string) => text.replace('"format":1', '"format":2')],
    ['doctored to exhaust the memory', (text: string) => text.replace('131072', '1073741824')],
    ['doctored to be cheap to guess', (text: string) => text.replace('131072', '2')],
  ])('sets a file aside that is %s, and says so', async (_, damage) => {
    const dataDir = await sealedVault();
    const damaged = damage(await readFile(join(dataDir, 'vault.json'), 'utf8'));
    await writeFile(join(dataDir, 'vault.json'), damaged);
    const { secrets, notices } = await openIn(dataDir);
    expect(secrets.status()).toMatchObject({ kind: 'memory', isLocked: false });
    const [asideName] = await readdir(dataDir);
    expect(asideName).toMatch(/^vault\.broken-\d{13}\.json$/);
    expect(notices).toEqual([expect.stringContaining(asideName ?? '')]);
    expect(await readFile(join(dataDir, asideName ?? ''), 'utf8')).toBe(damaged);
  });

  it('says what could not be saved, and changes nothing, when the disk refuses', async () => {
    const dataDir = await sealedVault();
    const { secrets } = await openIn(dataDir);
    await secrets.unlock(passphrase);
    const file = join(dataDir, 'vault.json');
    await rm(file);
    await mkdir(join(file, 'in-the-way'), { recursive: true });
    const refusal = { code: 'STORE_FAILED', message: expect.stringMatching(/^The secrets could not be saved: /) };
    await expect(secrets.write('b', x509)).rejects.toMatchObject(refusal);
    await expect(secrets.remove('a')).rejects.toMatchObject(refusal);
    expect(secrets.stateOf('b')).toBe('missing');
    expect(await secrets.read('a')).toEqual(clientSecret);
    expect(await readdir(dataDir)).toEqual(['vault.json']);
  });

  it('sweeps the temporary copies a killed process left', async () => {
    const dataDir = await sealedVault();
    await writeFile(join(dataDir, 'vault.json.tmp-abcdef'), 'half');
    await openIn(dataDir);
    expect(await readdir(dataDir)).toEqual(['vault.json']);
  });
});

describe("a vault in the system's key store", () => {
  it('keeps secrets from the first one on, and has them at the next start without being asked', async () => {
    const dataDir = await temporaryFolder();
    const systemKeyStore = exampleKeyStore();
    const { secrets } = await openIn(dataDir, { systemKeyStore });
    expect(secrets.status()).toEqual({ kind: 'system-keychain', isLocked: false, note: null });
    await secrets.write('a', clientSecret);
    expect(secrets.stateOf('a')).toBe('kept');
    expect(await textOnDisk(dataDir)).not.toContain('canary');
    const { secrets: again } = await openIn(dataDir, { systemKeyStore });
    expect(again.stateOf('a')).toBe('kept');
    expect(await again.read('a')).toEqual(clientSecret);
  });

  it('leaves the file as it is when the key store is locked, and opens it once it no longer is', async () => {
    const dataDir = await temporaryFolder();
    const systemKeyStore = exampleKeyStore();
    await (await openIn(dataDir, { systemKeyStore })).secrets.write('a', clientSecret);
    const before = await readFile(join(dataDir, 'vault.json'));

    systemKeyStore.isLocked = true;
    const { secrets } = await openIn(dataDir, { systemKeyStore });
    expect(secrets.status()).toMatchObject({ kind: 'system-keychain', isLocked: true, note: expect.any(String) });
    expect(secrets.stateOf('a')).toBe('locked');
    await secrets.write('b', x509);
    expect(secrets.stateOf('b')).toBe('in-memory');
    await expect(secrets.read('a')).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    await expect(secrets.keep(passphrase)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    await expect(secrets.unlock(passphrase)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    expect(await readFile(join(dataDir, 'vault.json'))).toEqual(before);

    systemKeyStore.isLocked = false;
    expect(await secrets.read('a')).toEqual(clientSecret);
    expect([secrets.stateOf('b'), await secrets.read('b')]).toEqual(['kept', x509]);
  });

  it.each([
    ['another key', async () => randomBytes(32)],
    ['a key of another length', async () => randomBytes(16)],
  ])('leaves the file as it is when the key store gives %s', async (_, unwrap) => {
    const dataDir = await temporaryFolder();
    const systemKeyStore = exampleKeyStore();
    await (await openIn(dataDir, { systemKeyStore })).secrets.write('a', clientSecret);
    const before = await readFile(join(dataDir, 'vault.json'));
    const { secrets } = await openIn(dataDir, { systemKeyStore: { ...systemKeyStore, unwrap } });
    expect(secrets.status().isLocked).toBe(true);
    await secrets.write('b', x509);
    await expect(secrets.read('a')).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    expect(await readFile(join(dataDir, 'vault.json'))).toEqual(before);
  });

  it('falls back to memory in so many words when the key store takes no key, and tries again', async () => {
    const dataDir = await temporaryFolder();
    const systemKeyStore = exampleKeyStore();
    systemKeyStore.isLocked = true;
    const { secrets } = await openIn(dataDir, { systemKeyStore });
    await secrets.write('a', clientSecret);
    expect(secrets.stateOf('a')).toBe('in-memory');
    expect(secrets.status()).toMatchObject({ kind: 'memory', note: expect.stringContaining('did not take our key') });
    systemKeyStore.isLocked = false;
    await secrets.write('b', x509);
    expect([secrets.stateOf('a'), secrets.stateOf('b')]).toEqual(['kept', 'kept']);
    expect(secrets.status()).toEqual({ kind: 'system-keychain', isLocked: false, note: null });
  });

  it('does not trust a key store that gives another key back', async () => {
    const dataDir = await temporaryFolder();
    const systemKeyStore = { ...exampleKeyStore(), unwrap: async () => randomBytes(32) };
    const { secrets } = await openIn(dataDir, { systemKeyStore });
    await secrets.write('a', clientSecret);
    expect(secrets.stateOf('a')).toBe('in-memory');
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('leaves its file alone on a host without a key store, and says why', async () => {
    const dataDir = await temporaryFolder();
    await (await openIn(dataDir, { systemKeyStore: exampleKeyStore() })).secrets.write('a', clientSecret);
    const { secrets } = await openIn(dataDir, { systemKeyStoreNote: 'This host has no key store.' });
    expect(secrets.status()).toMatchObject({
      kind: 'system-keychain',
      isLocked: true,
      note: expect.stringContaining('This host has no key store.'),
    });
    await secrets.write('a', x509);
    expect(secrets.stateOf('a')).toBe('in-memory');
  });

  it('still opens a vault that was sealed under a passphrase', async () => {
    const dataDir = await sealedVault();
    const { secrets } = await openIn(dataDir, { systemKeyStore: exampleKeyStore() });
    expect(secrets.status()).toMatchObject({ kind: 'passphrase', isLocked: true });
    await secrets.unlock(passphrase);
    expect(await secrets.read('a')).toEqual(clientSecret);
  });

  it('has nothing left once disposed of', async () => {
    const { secrets } = await openIn(await temporaryFolder(), { systemKeyStore: exampleKeyStore() });
    await secrets.write('a', clientSecret);
    secrets.dispose();
    expect(secrets.stateOf('a')).toBe('missing');
    expect(await secrets.read('a')).toBeNull();
  });
});
