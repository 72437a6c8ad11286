import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openSystemKeys } from '../../../electron/desktop/safe-storage-key-store.ts';
import { answers, type FakeSafeStorage, resetFakeElectron } from '../../support/fake-electron.ts';

vi.mock('electron', async () => (await import('../../support/fake-electron.ts')).fakeElectron);
beforeEach(resetFakeElectron);

/** A key store that marks what it sealed as Chromium does. The "sealing" turns every byte around. */
function storage(prefix: string, changes: Partial<FakeSafeStorage> = {}): FakeSafeStorage {
  const turn = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0xff));
  return {
    isAvailable: async () => true,
    encrypt: async (text) => Buffer.concat([Buffer.from(prefix), turn(Buffer.from(text))]),
    decrypt: async (sealed) => {
      if (!sealed.subarray(0, prefix.length).equals(Buffer.from(prefix))) throw new Error('sealed by another key');
      return { result: turn(sealed.subarray(prefix.length)).toString(), shouldReEncrypt: false };
    },
    ...changes,
  };
}

const never = () => new Promise<never>(() => {});

describe('the key store of the operating system', () => {
  it.each([
    ['linux', 'v11'],
    ['linux', 'v12'],
    ['darwin', 'v10'],
    ['win32', 'v10'],
  ] as const)('is used on %s when it seals with %s, and gives a key back as it was', async (platform, prefix) => {
    answers.safeStorage = storage(prefix);
    const { keyStore, note } = await openSystemKeys(platform);
    expect(note).toBeNull();
    const key = new Uint8Array(randomBytes(32));
    const wrapped = await keyStore?.wrap(key);
    expect(wrapped).toMatch(/^[\w+/]+=*$/);
    expect(wrapped).not.toContain(Buffer.from(key).toString('base64'));
    expect(await keyStore?.unwrap(wrapped ?? '')).toEqual(key);
  });

  it('is not trusted on Linux when all it has is the fixed key, though it calls itself available', async () => {
    answers.safeStorage = storage('v10');
    const { keyStore, note } = await openSystemKeys('linux');
    expect(keyStore).toBeNull();
    expect(note).toContain('a key that anyone can look up');
  });

  it('is not trusted when it does not seal at all', async () => {
    answers.safeStorage = storage('v11', {
      encrypt: async (text) => Buffer.from(`v11${text}`),
      decrypt: async (sealed) => ({ result: sealed.subarray(3).toString(), shouldReEncrypt: false }),
    });
    expect((await openSystemKeys('linux')).keyStore).toBeNull();
  });

  it('is absent where none is available', async () => {
    answers.safeStorage = storage('v11', { isAvailable: async () => false });
    const { keyStore, note } = await openSystemKeys('linux');
    expect(keyStore).toBeNull();
    expect(note).toContain('no key store');
  });

  it.each([
    ['asking whether it is there', { isAvailable: () => Promise.reject(new Error('planted')) }],
    ['sealing', { encrypt: () => Promise.reject(new Error('planted')) }],
    ['opening', { decrypt: () => Promise.reject(new Error('planted')) }],
    ['opening, by another text', { decrypt: async () => ({ result: 'planted', shouldReEncrypt: false }) }],
  ] satisfies [string, Partial<FakeSafeStorage>][])('is left alone when it fails at %s', async (_at, changes) => {
    answers.safeStorage = storage('v11', changes);
    const { keyStore, note } = await openSystemKeys('linux');
    expect(keyStore).toBeNull();
    expect(note).toContain('did not open');
    expect(note).not.toContain('planted');
  });

  it('does not keep the window waiting for ever', async () => {
    answers.safeStorage = storage('v11', { encrypt: never });
    expect((await openSystemKeys('linux', 5)).keyStore).toBeNull();
  });

  it('says when a key should be wrapped again, and gives it all the same', async () => {
    const usual = storage('v11');
    answers.safeStorage = usual;
    const { keyStore } = await openSystemKeys('linux');
    const key = new Uint8Array(randomBytes(32));
    const wrapped = (await keyStore?.wrap(key)) ?? '';
    const sayWrapAgain = vi.fn();
    expect(await keyStore?.unwrap(wrapped, sayWrapAgain)).toEqual(key);
    expect(sayWrapAgain).not.toHaveBeenCalled();
    answers.safeStorage = {
      ...usual,
      decrypt: async (sealed) => ({ ...(await usual.decrypt(sealed)), shouldReEncrypt: true }),
    };
    expect(await keyStore?.unwrap(wrapped, sayWrapAgain)).toEqual(key);
    expect(sayWrapAgain).toHaveBeenCalledOnce();
  });

  it('throws when a key was wrapped by another key store, and leaves the decision to the vault', async () => {
    answers.safeStorage = storage('v11');
    const wrapped = await (await openSystemKeys('linux')).keyStore?.wrap(new Uint8Array(randomBytes(32)));
    answers.safeStorage = storage('v12');
    const { keyStore } = await openSystemKeys('linux');
    await expect(keyStore?.unwrap(wrapped ?? '')).rejects.toThrow();
  });
});
