import type { PracticeSwitch } from '#shared/model/practice-status.ts';

export type FaultGroup = { title: string; faults: PracticeSwitch[]; onCount: number };

/** Faults under their headings, in the order they came in. A filter leaves those whose words, or cause, hold all of its words. */
export function groupFaults(switches: readonly PracticeSwitch[], filter: string): FaultGroup[] {
  const words = filter.toLowerCase().split(/\s+/);
  const groups = new Map<string, PracticeSwitch[]>();
  for (const one of switches) {
    const text = [one.name, one.words, one.cause ?? '', one.group].join(' ').toLowerCase();
    if (words.every((word) => text.includes(word))) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  }
  return [...groups].map(([title, faults]) => ({ title, faults, onCount: countOn(faults) }));
}

/** How many are on. */
export function countOn(switches: readonly Pick<PracticeSwitch, 'isOn'>[]): number {
  return switches.filter(({ isOn }) => isOn).length;
}
