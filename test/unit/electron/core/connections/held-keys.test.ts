import { describe, expect, it } from 'vitest';
import { createHeldKeys } from '#core/connections/held-keys.ts';
import type { Secret } from '#core/store/secrets.ts';

const secret: Secret = { kind: 'private-key', pem: 'canary key' };
const key = { kind: 'private-key', algorithm: 'RSA 2048', signsWith: ['RS256'], keyId: '', certificate: null } as const;
const facts = { key: { ...key, signsWith: [...key.signsWith] }, identity: null };
const minute = 60_000;

function startHolding() {
  const clock = { time: 0, now: () => clock.time };
  return { clock, held: createHeldKeys({ clock }) };
}

describe('a key that was read and waits for its connection', () => {
  it('is held for ten minutes by the clock, and not a moment longer', () => {
    const { clock, held } = startHolding();
    const id = held.hold(secret, facts);
    clock.time = 10 * minute - 1;
    expect(held.find(id)).toEqual({ ...facts, secret });
    clock.time = 10 * minute;
    expect(held.find(id)).toBeNull();
  });

  it('goes by an id that cannot be guessed', () => {
    const { held } = startHolding();
    const ids = Array.from({ length: 5 }, () => held.hold(secret, facts));
    expect(new Set(ids).size).toBe(5);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('makes room when there are eight', () => {
    const { held } = startHolding();
    const ids = Array.from({ length: 9 }, () => held.hold(secret, facts));
    expect(ids.map((id) => held.find(id) !== null)).toEqual([false, ...Array.from({ length: 8 }, () => true)]);
  });

  it('is gone when it is forgotten, alone or with all', () => {
    const { held } = startHolding();
    const [first, second] = [held.hold(secret, facts), held.hold(secret, facts)];
    held.forget(first);
    expect([held.find(first), held.find(second)]).toEqual([null, { ...facts, secret }]);
    held.forgetAll();
    expect(held.find(second)).toBeNull();
  });
});
