import type { ExplainInput } from '../system.ts';

/** What a report has read already, by what it is and what it was read of. */
type Memory = Map<string, WeakMap<object, unknown>>;
type Remembering = ExplainInput & { readonly memory?: Memory };

/** The same input, to be handed to all rules of one report: what `once` reads for one of them serves the others. */
export function remembering(input: ExplainInput): ExplainInput & { readonly memory: Memory } {
  return { ...input, memory: new Map() };
}

/** Reads once for a report what many rules ask for, above all texts that have to be parsed. Without a memory it reads. */
export function once<T>({ memory }: Remembering, what: string, of: object, read: () => T): T {
  if (memory === undefined) return read();
  const known = memory.get(what) ?? new WeakMap<object, unknown>();
  memory.set(what, known);
  if (!known.has(of)) known.set(of, read());
  return known.get(of) as T;
}
