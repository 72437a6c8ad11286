/** Turns what is pushed into what can be iterated, in the same order. */
export type EventQueue<T> = { push(event: T): void; end(error?: unknown): void; events(): AsyncGenerator<T, void> };

export function createEventQueue<T>(): EventQueue<T> {
  const waiting: T[] = [];
  let wake: (() => void) | null = null;
  let ended: { error: unknown } | null = null;
  const rouse = () => {
    wake?.();
    wake = null;
  };
  return {
    push(event) {
      waiting.push(event);
      rouse();
    },
    end(error) {
      ended ??= { error };
      rouse();
    },
    async *events() {
      for (;;) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else if (ended !== null) {
          if (ended.error !== undefined) throw ended.error;
          return;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}
