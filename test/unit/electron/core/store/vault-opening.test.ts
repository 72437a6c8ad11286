import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SystemKeyStore } from '#core/ports.ts';
import type { Secret, SecretStore } from '#core/store/secrets.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { exampleKeyStore, openIn } from './open-secrets.ts';

const clientSecret: Secret = { kind: 'client-secret', value: 'canary+s3cret/Ünïcode=' };
const password: Secret = { kind: 'password', value: 'canary password' };
const passphrase = 'correct horse battery staple';

type VaultJson = { key: { wrapped: string }; formerKey?: { wrapped: string }; records: { id: string; data: string }[] };
const vaultOf = async (dataDir: string): Promise<VaultJson> =>
  JSON.parse(await readFile(join(dataDir, 'vault.json'), 'utf8'));

describe('locking a vault under a passphrase', () => {
  let dataDir: string;
  let secrets: SecretStore;
  beforeEach(async () => {
    dataDir = await temporaryFolder();
    ({ secrets } = await openIn(dataDir));
    await secrets.write('a', clientSecret);
    await secrets.keep(passphrase);
  });

  it('shuts everything until the passphrase is given again', async () => {
    expect(await secrets.lock()).toMatchObject({ kind: 'passphrase', isLocked: true, note: expect.any(String) });
    expect(secrets.stateOf('a')).toBe('locked');
    await expect(secrets.read('a')).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    await expect(secrets.copy('a', 'b')).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    expect((await secrets.unlock(passphrase)).isLocked).toBe(false);
    expect(await secrets.read('a')).toEqual(clientSecret);
  });

  it('waits for a write under way, and loses none', async () => {
    const writing = secrets.write('b', password);
    await secrets.lock();
    await writing;
    await secrets.unlock(passphrase);
    expect([secrets.stateOf('b'), await secrets.read('b')]).toEqual(['kept', password]);
  });

  it('refuses to lock away what it cannot seal first, and stays open', async () => {
    await secrets.lock();
    await secrets.write('b', password);
    const vaultText = await readFile(join(dataDir, 'vault.json'));
    await rm(join(dataDir, 'vault.json'));
    await mkdir(join(dataDir, 'vault.json', 'in-the-way'), { recursive: true });
    await secrets.unlock(passphrase);
    expect(secrets.stateOf('b')).toBe('in-memory');
    await expect(secrets.lock()).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await secrets.read('b')).toEqual(password);
    await rm(join(dataDir, 'vault.json'), { recursive: true });
    await writeFile(join(dataDir, 'vault.json'), vaultText);
    expect((await secrets.lock()).isLocked).toBe(true);
    expect(secrets.stateOf('b')).toBe('locked');
  });

  it('counts a damaged record as missing while locked too, and names it once', async () => {
    const file = join(dataDir, 'vault.json');
    const vault = await vaultOf(dataDir);
    await writeFile(file, JSON.stringify({ ...vault, records: [...vault.records, { ...vault.records[0], id: 'b' }] }));
    const { secrets: again, notices } = await openIn(dataDir);
    await again.unlock(passphrase);
    await again.lock();
    expect(again.stateOf('b')).toBe('missing');
    expect(await again.read('b')).toBeNull();
    await again.unlock(passphrase);
    expect(notices).toHaveLength(1);
  });

  it('copies a secret to another connection, inside the vault', async () => {
    await secrets.copy('a', 'b');
    await secrets.copy('nobody', 'c');
    expect([secrets.stateOf('b'), secrets.stateOf('c')]).toEqual(['kept', 'missing']);
    expect(await secrets.read('b')).toEqual(clientSecret);
    const [first, second] = (await vaultOf(dataDir)).records;
    expect(first?.data).not.toBe(second?.data);
  });
});

it('leaves a vault in memory as it is when it is told to lock', async () => {
  const { secrets } = await openIn(await temporaryFolder());
  await secrets.write('a', clientSecret);
  expect(await secrets.lock()).toMatchObject({ kind: 'memory', isLocked: false });
  expect(await secrets.read('a')).toEqual(clientSecret);
});

describe('changing the passphrase', () => {
  let dataDir: string;
  let secrets: SecretStore;
  beforeEach(async () => {
    dataDir = await temporaryFolder();
    ({ secrets } = await openIn(dataDir));
    await secrets.write('a', clientSecret);
    await secrets.keep(passphrase);
  });
  const change = (oldPassphrase: string) => secrets.changePassphrase({ oldPassphrase, newPassphrase: 'another one' });

  it('makes the new one the only one, and rewrites no record', async () => {
    const before = (await vaultOf(dataDir)).records;
    expect(await change(passphrase)).toEqual({ kind: 'passphrase', isLocked: false, note: null });
    expect((await vaultOf(dataDir)).records).toEqual(before);
    const { secrets: again } = await openIn(dataDir);
    await expect(again.unlock(passphrase)).rejects.toMatchObject({ code: 'VAULT_PASSPHRASE_WRONG' });
    await again.unlock('another one');
    expect(await again.read('a')).toEqual(clientSecret);
    expect(await readdir(dataDir)).toEqual(['vault.json']);
  });

  it('refuses a wrong old one, and changes nothing', async () => {
    const before = await readFile(join(dataDir, 'vault.json'));
    await expect(change('a guess')).rejects.toMatchObject({ code: 'VAULT_PASSPHRASE_WRONG' });
    expect(await readFile(join(dataDir, 'vault.json'))).toEqual(before);
    expect(await secrets.read('a')).toEqual(clientSecret);
  });

  it('works on a locked vault too, since the old one opens it', async () => {
    await secrets.lock();
    await expect(change('a guess')).rejects.toMatchObject({ code: 'VAULT_PASSPHRASE_WRONG' });
    expect(secrets.status().isLocked).toBe(true);
    expect((await change(passphrase)).isLocked).toBe(false);
  });

  it('keeps the old one when the disk refuses', async () => {
    const file = join(dataDir, 'vault.json');
    const text = await readFile(file);
    await rm(file);
    await mkdir(join(file, 'in-the-way'), { recursive: true });
    await expect(change(passphrase)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await rm(file, { recursive: true });
    await writeFile(file, text);
    const { secrets: again } = await openIn(dataDir);
    await again.unlock(passphrase);
    expect(await again.read('a')).toEqual(clientSecret);
  });

  it('is refused where there is none', async () => {
    const { secrets: inMemory } = await openIn(await temporaryFolder());
    const changing = inMemory.changePassphrase({ oldPassphrase: 'x', newPassphrase: 'y' });
    await expect(changing).rejects.toMatchObject({ code: 'VAULT_PASSPHRASE_WRONG' });
  });
});

describe("a vault in the system's key store", () => {
  it('stays shut after locking, though the key store would open it, until it is unlocked', async () => {
    const systemKeyStore = exampleKeyStore();
    const { secrets } = await openIn(await temporaryFolder(), { systemKeyStore });
    await secrets.write('a', clientSecret);
    const locked = { kind: 'system-keychain', isLocked: true, note: expect.stringContaining('until you unlock them') };
    expect(await secrets.lock()).toMatchObject(locked);
    await expect(secrets.read('a')).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    await secrets.write('b', password);
    expect(secrets.stateOf('b')).toBe('in-memory');
    expect(await secrets.unlock('')).toMatchObject({ isLocked: false, note: null });
    expect([await secrets.read('a'), secrets.stateOf('b')]).toEqual([clientSecret, 'kept']);
  });

  it('says when the key store holds another key now, and opens again with the former one', async () => {
    const dataDir = await temporaryFolder();
    const systemKeyStore = exampleKeyStore();
    await (await openIn(dataDir, { systemKeyStore })).secrets.write('a', clientSecret);
    const another: SystemKeyStore = { ...systemKeyStore, unwrap: async () => randomBytes(32) };
    const { secrets } = await openIn(dataDir, { systemKeyStore: another });
    expect(secrets.status()).toMatchObject({ isLocked: true, note: expect.stringContaining('holds another key now') });
    another.unwrap = systemKeyStore.unwrap;
    expect(await secrets.read('a')).toEqual(clientSecret);
    expect(secrets.status().note).toBeNull();
  });
});

describe('a key store that asks to wrap the key again', () => {
  let dataDir: string;
  let keyStore: ReturnType<typeof exampleKeyStore>;
  let first: string;
  beforeEach(async () => {
    dataDir = await temporaryFolder();
    keyStore = exampleKeyStore();
    await (await openIn(dataDir, { systemKeyStore: keyStore })).secrets.write('a', clientSecret);
    first = (await vaultOf(dataDir)).key.wrapped;
    keyStore.stale.add(first);
  });

  /** Opens each text a single time. */
  function onceEach(): SystemKeyStore['unwrap'] {
    const seen = new Set<string>();
    return async (wrapped, sayWrapAgain) => {
      if (seen.has(wrapped)) throw new Error('only once');
      seen.add(wrapped);
      return keyStore.unwrap(wrapped, sayWrapAgain);
    };
  }

  it('is obeyed, and the former wrapping goes once a start has proven the new one', async () => {
    await openIn(dataDir, { systemKeyStore: keyStore });
    const rewrapped = await vaultOf(dataDir);
    expect(rewrapped.key.wrapped).not.toBe(first);
    expect(rewrapped.formerKey?.wrapped).toBe(first);
    const { secrets } = await openIn(dataDir, { systemKeyStore: keyStore });
    expect(await secrets.read('a')).toEqual(clientSecret);
    expect(await vaultOf(dataDir)).toMatchObject({ key: rewrapped.key });
    expect(await vaultOf(dataDir)).not.toHaveProperty('formerKey');
  });

  it.each([
    ['no longer opens at the next start', (wrapped: string) => keyStore.keys.delete(wrapped)],
    ['opens to another key', (wrapped: string) => keyStore.keys.set(wrapped, new Uint8Array(32))],
  ])('loses nothing when the new wrapping %s', async (_, spoil) => {
    await openIn(dataDir, { systemKeyStore: keyStore });
    spoil((await vaultOf(dataDir)).key.wrapped);
    const { secrets } = await openIn(dataDir, { systemKeyStore: keyStore });
    expect(secrets.status()).toEqual({ kind: 'system-keychain', isLocked: false, note: null });
    expect(await secrets.read('a')).toEqual(clientSecret);
    expect((await vaultOf(dataDir)).formerKey?.wrapped).toBe(first);
  });

  it.each([
    ['does not take the key', () => ({ ...keyStore, wrap: () => Promise.reject(new Error('full')) })],
    ['opens the new wrapping once, and not as it stands in the file', () => ({ ...keyStore, unwrap: onceEach() })],
  ])('changes nothing, and opens, when the key store %s', async (_, make) => {
    const before = await readFile(join(dataDir, 'vault.json'));
    const refusing = make();
    const { secrets } = await openIn(dataDir, { systemKeyStore: refusing });
    expect(await secrets.read('a')).toEqual(clientSecret);
    expect(await readFile(join(dataDir, 'vault.json'))).toEqual(before);
  });
});
