import type { Leash, LeashEnd } from '../exchange/leash.ts';

/** One call per key at a time, shared by all who want it. */
export type Flights<T> = {
  /** Joins the call under way for the key, or starts one. Answers with how the leash ended when that comes first. */
  join(key: string, start: (signal: AbortSignal) => Promise<T>, leash: Leash): Promise<T | LeashEnd>;
  /** Ends all that is under way and waits for it. */
  endAll(): Promise<void>;
};

type Flight<T> = { landing: Promise<T>; passengers: number; controller: AbortController };

/** A flight goes on as long as one passenger waits: who leaves does not take the others along. */
export function createFlights<T>(): Flights<T> {
  const flights = new Map<string, Flight<T>>();

  const takeOff = (key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    const controller = new AbortController();
    const landing = start(controller.signal).finally(() => {
      if (flights.get(key) === flight) flights.delete(key);
    });
    landing.catch(() => undefined);
    const flight: Flight<T> = { landing, passengers: 0, controller };
    flights.set(key, flight);
    return flight;
  };

  return {
    async join(key, start, leash) {
      const flight = flights.get(key) ?? takeOff(key, start);
      flight.passengers += 1;
      let stopWaiting = () => {};
      const leftEarly = new Promise<LeashEnd>((resolve) => {
        stopWaiting = leash.onEnd(resolve);
      });
      try {
        return await Promise.race([flight.landing, leftEarly]);
      } finally {
        stopWaiting();
        flight.passengers -= 1;
        if (flight.passengers === 0 && flights.get(key) === flight) {
          flights.delete(key);
          flight.controller.abort();
        }
      }
    },
    async endAll() {
      const open = [...flights.values()];
      for (const { controller } of open) controller.abort();
      await Promise.allSettled(open.map(({ landing }) => landing));
    },
  };
}
