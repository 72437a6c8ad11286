import { tabTo, walkWithTab } from '../pages/keyboard.ts';
import { expect, test } from '../support/e2e.ts';

test('the whole practice story is walked by keyboard alone', async ({ app, page }) => {
  const { ui } = app;
  const { keyboard } = page;
  await page.evaluate(() => {
    Object.assign(globalThis, { pointerCount: 0 });
    document.addEventListener('pointerdown', () => Reflect.set(globalThis, 'pointerCount', 1), true);
  });
  await tabTo(ui.button('Start practising'));
  await keyboard.press('Enter');
  await expect(ui.draft).toBeVisible();

  await test.step('send, grant and renew from what the answer offers', async () => {
    await keyboard.press('Control+Enter');
    await ui.expectStatus('403 Forbidden');
    await tabTo(ui.button('Grant in the practice system'));
    await keyboard.press('Enter');
    await expect(ui.button('Renew token and send again')).toBeFocused();
    await keyboard.press('Enter');
    await ui.expectStatus('200 OK');
  });
  await test.step('find the next operation by name, and send it', async () => {
    await ui.runCommand('Start an instance');
    await expect(ui.drafts.address).toHaveValue(/workflow-instances$/);
    await keyboard.press('Control+Enter');
    await ui.expectStatus('403 Forbidden');
    await tabTo(ui.button('Grant in the practice system'));
    await keyboard.press('Space');
    await expect(ui.button('Renew token and send again')).toBeFocused();
    await keyboard.press('Space');
    await ui.expectStatus('201 Created');
  });
  await test.step('walk the views of the answer with the arrow keys', async () => {
    await expect(ui.answerTab('Body')).toBeFocused();
    await keyboard.press('ArrowRight');
    await expect(ui.answerTab('Headers')).toHaveAttribute('aria-selected', 'true');
    await expect(ui.answer.getByRole('region', { name: 'Received' })).toBeVisible();
  });
  await test.step('search history and walk along it', async () => {
    await keyboard.press('Alt+4');
    await expect(ui.history.calls).toHaveCount(4);
    await keyboard.press('/');
    await expect(ui.history.searchField).toBeFocused();
    await keyboard.type('camera');
    await ui.history.expectCount('2 matches');
    await tabTo(ui.history.list);
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await expect(ui.answer).toContainText('403 Forbidden');
    await keyboard.press('ArrowUp');
    await expect(ui.answer).toContainText('201 Created');
  });
  expect(await page.evaluate(() => Reflect.get(globalThis, 'pointerCount'))).toBe(0);
});

test('shortcuts open, close and show drafts, and never steal a key from a dialog', async ({ app, page }) => {
  const { ui } = app;
  const { keyboard } = page;
  await keyboard.press('Alt+n');
  await expect(ui.drafts.address).toBeVisible();
  await keyboard.press('Alt+n');
  await expect(ui.drafts.tabs.getByRole('listitem')).toHaveCount(2);
  await keyboard.press('Alt+w');
  await expect(ui.drafts.tabs.getByRole('listitem')).toHaveCount(1);

  await ui.openPasteDialog();
  await keyboard.press('Alt+n');
  await keyboard.press('Escape');
  await expect(ui.keys.dialog).toBeHidden();
  await expect(ui.drafts.tabs.getByRole('listitem')).toHaveCount(1);
  await keyboard.press('F6');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

test('a dialog keeps the focus', async ({ app, page }) => {
  const { ui } = app;
  await tabTo(ui.vault.state);
  await page.keyboard.press('Enter');
  await expect(ui.vault.passphrase).toBeFocused();
  const inside = () => page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null);
  for (let press = 0; press < 8; press += 1) {
    await page.keyboard.press('Tab');
    expect(await inside()).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(ui.vault.dialog).toBeHidden();
});

test('a dialog gives the focus back to what opened it', async ({ app, page }) => {
  const { ui } = app;
  await tabTo(ui.vault.state);
  await page.keyboard.press('Enter');
  await expect(ui.vault.passphrase).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(ui.vault.state).toBeFocused();
});

test.describe('the focus', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('can be seen at every stop of the Tab key', async ({ app, page }) => {
    const { ui } = app;
    const hidden = async () => (await walkWithTab(page)).filter(({ isShown }) => !isShown).map(({ name }) => name);
    await test.step('on the first page', async () => expect(await hidden()).toEqual([]));
    await ui.startPractising();
    await ui.send();
    await ui.expectStatus('403 Forbidden');
    await test.step('around a draft and its answer', async () => expect(await hidden()).toEqual([]));
    for (const view of ['Connections', 'History', 'Settings']) {
      await ui.goTo(view);
      await test.step(`in ${view}`, async () => expect(await hidden()).toEqual([]));
    }
  });
});
