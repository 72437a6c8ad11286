import type { Clock } from '#core/ports.ts';
import type { SecretStore } from './secrets.ts';

export type IdleLockOptions = {
  clock: Clock;
  /** Idle time after which the vault locks itself; 0 never does. Asked again at every use, so that a change counts at once. */
  lockAfterMs(): number;
  /** Called whenever the vault was locked: whatever was made of a secret must go too. */
  forget(): void;
  onError(error: unknown): void;
};

/** A secret store that locks itself. */
export type IdleLock = SecretStore & {
  /**
   * Counts as a use, for what is made of a secret and serves without it, such as a token. Locks first when that is due;
   * await it before using the thing.
   */
  touch(): Promise<void>;
  /** Counts anew with a changed setting, from the last use on. */
  reset(): void;
};

/** A computer that slept has a timer that slept with it: the clock is looked at this often at least. */
const longestNapMs = 60_000;

/**
 * Locks the vault once no secret was used for a while, and says so to all who keep something made of one. Time is the
 * clock's: a single timer only wakes us to look at it, and every use looks first, so that a secret that is idle for too
 * long is not handed out even before the timer woke.
 */
export function lockWhenIdle(secrets: SecretStore, { clock, lockAfterMs, forget, onError }: IdleLockOptions): IdleLock {
  let usedAt = clock.now();
  let timer: NodeJS.Timeout | null = null;

  const canLock = () => {
    const { kind, isLocked } = secrets.status();
    return kind !== 'memory' && !isLocked && lockAfterMs() > 0;
  };
  const leftMs = () => usedAt + lockAfterMs() - clock.now();
  const lock = async () => {
    const status = await secrets.lock();
    forget();
    return status;
  };
  const lockIfIdle = async () => {
    // A clock that was set back must not give us an hour more.
    usedAt = Math.min(usedAt, clock.now());
    if (canLock() && leftMs() <= 0) await lock();
  };
  const wake = () => {
    void lockIfIdle().catch(onError).finally(arm);
  };
  const arm = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (!canLock()) return;
    timer = setTimeout(wake, Math.min(longestNapMs, Math.max(1_000, leftMs()))).unref();
  };
  const use = async <T>(action: () => Promise<T>): Promise<T> => {
    await lockIfIdle();
    usedAt = clock.now();
    return action().finally(arm);
  };
  /** Opening is a use whatever the time. */
  const open = async <T>(action: () => Promise<T>): Promise<T> => {
    usedAt = clock.now();
    return action().finally(arm);
  };

  arm();
  return {
    ...secrets,
    read: (id) => use(() => secrets.read(id)),
    write: (id, secret) => use(() => secrets.write(id, secret)),
    copy: (from, to) => use(() => secrets.copy(from, to)),
    keep: (passphrase) => open(() => secrets.keep(passphrase)),
    unlock: (passphrase) => open(() => secrets.unlock(passphrase)),
    changePassphrase: (passphrases) => open(() => secrets.changePassphrase(passphrases)),
    lock: () => lock().finally(arm),
    touch: () => use(async () => {}),
    reset: arm,
    dispose: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      secrets.dispose();
    },
  };
}
