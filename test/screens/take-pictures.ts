import { join } from 'node:path';
import type { Page } from '@playwright/test';

const themes = ['light', 'dark'] as const;
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** Takes what is on the screen in every theme at every size. Resolves to the files, named `403-explained.light.1280.png`. */
export async function takePictures(page: Page, name: string, folder: string): Promise<string[]> {
  const files: string[] = [];
  // What lies under the pointer would be lit up, and explained by a tooltip over what is beside it.
  await page.mouse.move(0, 0);
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await settle(page);
      const file = `${name}.${theme}.${size.width}.png`;
      await page.screenshot({ path: join(folder, file) });
      files.push(file);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  return files;
}

/** Waits until what is loaded is drawn: fonts, finite animations, and the measuring that editors do a frame later. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    await frame();
    const ends = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
      .map((animation) => animation.finished.catch(() => undefined));
    await Promise.all(ends);
    await frame();
    await frame();
  });
}
