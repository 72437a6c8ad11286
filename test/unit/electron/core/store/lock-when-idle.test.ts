import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type IdleLock, lockWhenIdle } from '#core/store/lock-when-idle.ts';
import type { Secret } from '#core/store/secrets.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { exampleKeyStore, openIn } from './open-secrets.ts';

const secret: Secret = { kind: 'password', value: 'canary password' };
const minute = 60_000;

describe('a vault that locks itself', () => {
  let now: number;
  let lockAfterMs: number;
  let forgotten: number;
  let vault: IdleLock;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    [now, lockAfterMs, forgotten] = [1_000_000, 10 * minute, 0];
    const { secrets } = await openIn(await temporaryFolder(), { systemKeyStore: exampleKeyStore() });
    vault = lockWhenIdle(secrets, {
      clock: { now: () => now },
      lockAfterMs: () => lockAfterMs,
      forget: () => {
        forgotten += 1;
      },
      onError: (error) => expect.unreachable(String(error)),
    });
    await vault.write('a', secret);
  });
  afterEach(() => {
    vault.dispose();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  const pass = async (ms: number) => {
    now += ms;
    await vi.advanceTimersByTimeAsync(ms);
  };

  it('locks when no secret was used for the time that was set, and has everyone forget', async () => {
    await pass(10 * minute - 1);
    expect(vault.status().isLocked).toBe(false);
    await pass(1);
    await pass(1_000);
    expect(vault.status().isLocked).toBe(true);
    expect(forgotten).toBe(1);
    await expect(vault.read('a')).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts from the last use', async () => {
    await pass(9 * minute);
    expect(await vault.read('a')).toEqual(secret);
    await pass(9 * minute);
    expect(vault.status().isLocked).toBe(false);
  });

  it('hands nothing out after that time, though the computer slept and no timer ran', async () => {
    now += 8 * 60 * minute;
    await expect(vault.read('a')).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    expect(forgotten).toBe(1);
  });

  it('locks within a minute of waking, when nobody asks for anything', async () => {
    now += 8 * 60 * minute;
    await vi.advanceTimersByTimeAsync(minute);
    expect(vault.status().isLocked).toBe(true);
  });

  it('does not wait longer because the clock was set back', async () => {
    now -= 5 * 60 * minute;
    await pass(minute);
    await pass(10 * minute);
    expect(vault.status().isLocked).toBe(true);
  });

  it('never locks at 0, and keeps no timer for it', async () => {
    lockAfterMs = 0;
    vault.reset();
    expect(vi.getTimerCount()).toBe(0);
    now += 24 * 60 * minute;
    expect(await vault.read('a')).toEqual(secret);
  });

  it('follows a changed setting at once', async () => {
    await pass(2 * minute);
    lockAfterMs = minute;
    vault.reset();
    await pass(1_000);
    expect(vault.status().isLocked).toBe(true);
  });

  it('is opened again by unlocking, and counts anew', async () => {
    await vault.lock();
    expect(forgotten).toBe(1);
    now += 24 * 60 * minute;
    await vault.unlock('');
    await pass(9 * minute);
    expect(await vault.read('a')).toEqual(secret);
  });
});

it('leaves a vault in memory alone, which could not be opened again', async () => {
  const { secrets } = await openIn(await temporaryFolder());
  let now = 0;
  const forget = () => expect.unreachable();
  const vault = lockWhenIdle(secrets, {
    clock: { now: () => now },
    lockAfterMs: () => minute,
    forget,
    onError: forget,
  });
  await vault.write('a', secret);
  now += 60 * minute;
  expect(await vault.read('a')).toEqual(secret);
  vault.dispose();
});
