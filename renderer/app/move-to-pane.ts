const tabbable =
  'button:not(:disabled), [href], input:not(:disabled), textarea:not(:disabled), select, [tabindex="0"], [contenteditable="true"]';

/** Moves the focus to the next (1) or previous (-1) pane of the window; panes are marked `data-pane`. */
export function moveToPane(step: 1 | -1): boolean {
  const marked = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  const panes = marked.filter((pane) => pane.offsetParent !== null && !pane.parentElement?.closest('[data-pane]'));
  if (panes.length === 0) return false;
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const start = here < 0 && step < 0 ? 0 : here;
  const pane = panes[(start + step + panes.length) % panes.length];
  if (pane === undefined) return false;
  const inside = [...pane.querySelectorAll<HTMLElement>(tabbable)].find((element) => element.offsetParent !== null);
  (inside ?? pane).focus();
  return true;
}
