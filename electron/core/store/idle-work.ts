/** Work that waits until nobody asked for it to be done for a while, and then goes in small portions. */
export type IdleWork = {
  /** There is something to do. */
  wanted(): void;
  stop(): void;
};

const quietMs = 150;
/** Those who keep asking are not waited for longer than this many times. */
const mostPostponements = 400;

/** `doSome` does one portion and says whether there is more. What it throws ends the round; the next wish begins another. */
export function createIdleWork(doSome: () => boolean): IdleWork {
  let timer: NodeJS.Timeout | null = null;
  let postponements = 0;

  const go = () => {
    timer = null;
    postponements = 0;
    if (attempt(doSome)) timer = setTimeout(go, 0);
  };

  return {
    wanted() {
      if (timer !== null && postponements >= mostPostponements) return;
      if (timer !== null) clearTimeout(timer);
      postponements += 1;
      timer = setTimeout(go, quietMs);
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

function attempt(doSome: () => boolean): boolean {
  try {
    return doSome();
  } catch {
    return false;
  }
}
