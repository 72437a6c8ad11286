import { useSyncExternalStore } from 'react';

/** A value that more than one place of the window reads and sets. Never a secret. */
export type SharedValue<Value> = { get: () => Value; set: (next: Value) => void; use: () => Value };

export function sharedValue<Value>(initial: Value): SharedValue<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const get = () => value;
  const set = (next: Value) => {
    value = next;
    for (const listener of listeners) listener();
  };
  return { get, set, use: () => useSyncExternalStore(subscribe, get) };
}
