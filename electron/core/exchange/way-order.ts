import type { Clock } from '../ports.ts';
import type { HttpProxy } from './proxy.ts';

/** Remembers which proxies could not be reached, so that not every call waits for them again. */
export type WayOrder = {
  /** The same ways; those that could not be reached lately come last. */
  sort(ways: readonly (HttpProxy | null)[]): readonly (HttpProxy | null)[];
  noteUnreachable(proxy: HttpProxy): void;
};

/** As long as browsers do. */
const avoidedMs = 5 * 60_000;

export function createWayOrder(clock: Clock): WayOrder {
  const avoidedUntil = new Map<string, number>();
  const isAvoided = (way: HttpProxy | null) => way !== null && (avoidedUntil.get(way.address) ?? 0) > clock.now();
  return {
    sort(ways) {
      if (ways.length < 2) return ways;
      return [...ways.filter((way) => !isAvoided(way)), ...ways.filter(isAvoided)];
    },
    noteUnreachable: ({ address }) => void avoidedUntil.set(address, clock.now() + avoidedMs),
  };
}
