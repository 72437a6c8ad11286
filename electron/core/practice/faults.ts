import type { PracticeSwitch } from '#shared/model/practice-status.ts';

/** A fault a practice system can be given. */
export type Fault<Id extends string = string> = Omit<PracticeSwitch, 'id' | 'isOn'> & {
  id: Id;
  /** A token or session from before would hide it: whoever turns it, on or off, drops what the connection has of them. */
  endsLogin?: boolean;
};

/** The faults of one practice system that runs. */
export type Faults<Id extends string = string> = {
  isOn(id: Id): boolean;
  /** The first of these that is on; null when none is. */
  firstOn<Some extends string>(ids: readonly Some[]): Some | null;
  /** Turns one; turned on, it takes the place of another of its group. Answers with every fault that changed. */
  turn(id: Id, isOn: boolean): Fault[];
  /** Turns off whatever is on. Answers with what changed. */
  clear(): Fault[];
  hasAny(): boolean;
};

/** Every fault off. One of a group can be on at a time: two would hide each other. */
export function createFaults<Id extends string>(all: readonly Fault<Id>[]): Faults<Id> {
  const on = new Set<string>();
  return {
    isOn: (id) => on.has(id),
    firstOn: (ids) => ids.find((id) => on.has(id)) ?? null,
    turn(id, isOn) {
      const fault = all.find((one) => one.id === id);
      if (fault === undefined || on.has(id) === isOn) return [];
      const displaced = isOn ? all.filter((one) => one.group === fault.group && on.has(one.id)) : [];
      for (const one of displaced) on.delete(one.id);
      if (isOn) on.add(id);
      else on.delete(id);
      return [fault, ...displaced];
    },
    clear() {
      const changed = all.filter(({ id }) => on.has(id));
      on.clear();
      return changed;
    },
    hasAny: () => on.size > 0,
  };
}

/** As the screens see it, without what only the core has to know. */
export function switchOf({ id, name, words, group, cause }: Fault, isOn: boolean): PracticeSwitch {
  return { id, name, words, group, cause, isOn };
}
