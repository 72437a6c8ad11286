import type { Locator, Page } from '@playwright/test';

/** Presses Tab, or Shift+Tab, until the focus is on `target`; throws when it never gets there. Resolves to the number of presses. */
export async function tabTo(target: Locator, { limit = 80, isBack = false } = {}): Promise<number> {
  await target.waitFor();
  for (let presses = 0; presses <= limit; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return presses;
    await target.page().keyboard.press(isBack ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`Tab does not lead to ${target} within ${limit} presses.`);
}

/** What the focus is on, in words, and whether a person can see that it is there. */
export type FocusStop = { name: string; isShown: boolean };

/**
 * Every stop of the Tab key from the page's beginning to its end. A stop counts as shown when outline, shadow, border
 * or background of the element or of something around it change with the focus.
 */
export async function walkWithTab(page: Page, { limit = 120 } = {}): Promise<FocusStop[]> {
  const stops: FocusStop[] = [];
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let presses = 0; presses < limit; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(judgeFocus);
    if (stop === null) return stops;
    stops.push(stop);
  }
  throw new Error(`The focus did not come to the end of the page within ${limit} presses of Tab.`);
}

/** Runs in the page. */
function judgeFocus(): FocusStop | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body || 'seenByTab' in focused.dataset) return null;
  focused.dataset.seenByTab = '';
  const around: Element[] = [];
  for (let one: Element | null = focused; one !== null && around.length < 4; one = one.parentElement) around.push(one);
  const drawn = around.flatMap((one) => [undefined, '::before', '::after'].map((part) => ({ one, part })));
  const look = () =>
    drawn
      .map(({ one, part }) => getComputedStyle(one, part))
      .map((style) =>
        [style.content, style.outline, style.boxShadow, style.borderColor, style.backgroundColor].join(' '),
      )
      .join(' | ');
  const withFocus = look();
  focused.blur();
  const without = look();
  focused.focus({ focusVisible: true } as FocusOptions);
  const name = focused.getAttribute('aria-label') ?? focused.textContent?.trim().slice(0, 60) ?? '';
  // In an editor the caret shows it.
  const isShown = focused.isContentEditable || withFocus !== without;
  return { name: `${focused.tagName.toLowerCase()} ${name}`, isShown };
}
