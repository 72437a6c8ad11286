let last: HTMLElement | null = null;

/** Remembers which element had the focus last, outside of dialogs and menus: these go, and what opened them stays. */
export function followFocus(page: Document): void {
  page.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"]') === null) last = target;
  });
}

/** Puts a focus that was lost with its dialog back to where it was before (WCAG 2.4.3). */
export function returnFocus(page: Document): void {
  const isLost = page.activeElement === null || page.activeElement === page.body;
  if (isLost && last?.isConnected === true) last.focus({ preventScroll: true });
}
