import { tabTo, walkWithTab } from '../pages/keyboard.ts';
import { expect, test } from '../support/e2e.ts';
import { sampleHar } from '../support/sample-har.ts';

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

test('support work is done by keyboard alone: a gate, a probe, a bundle', async ({ app, page }) => {
  const { ui } = app;
  const { keyboard } = page;
  await ui.goTo('Practice');
  await ui.practice.start('Process Server', 'List my tasks');
  await ui.openOperation('List my tasks, in short');

  await test.step('a probe is sent, and the focus stays with what came of it', async () => {
    await keyboard.press('Control+Enter');
    await ui.expectStatus('200 OK');
    await expect(ui.answerTab('Explain')).toHaveAttribute('aria-selected', 'true');
    await keyboard.press('F6');
    await keyboard.press('F6');
    await tabTo(ui.explain.probes.getByRole('button', { name: /each human role/ }));
    await keyboard.press('Enter');
    await expect(ui.explain.sentProbes).toHaveCount(6);
    await expect(ui.explain.sentProbes.first().getByRole('button')).toBeFocused();
  });
  await test.step('history is narrowed to a gate and widened again', async () => {
    await ui.dropFile('from-the-customer.har', sampleHar());
    await ui.support.expectOpened('from-the-customer.har');
    await tabTo(ui.button('Keep in history'));
    await keyboard.press('Enter');
    await keyboard.press('F6');
    await tabTo(ui.history.gate('Authority'));
    await keyboard.press('Space');
    await ui.history.expectCount('1 match');
    await expect(ui.history.gate('Authority')).toBeFocused();
    await tabTo(ui.history.list);
    await keyboard.press('ArrowDown');
    await expect(ui.answer).toContainText('403 Forbidden');
  });
  await test.step('a bundle of the chosen entry is reviewed and saved', async () => {
    const { dialog, fields, hideNames } = ui.support;
    await tabTo(ui.button('Support bundle…'), { isBack: true });
    await keyboard.press('Enter');
    await expect(dialog).toBeVisible();
    await tabTo(dialog.getByRole('button', { name: 'Review what would leave' }));
    await keyboard.press('Enter');
    await expect(fields.first()).toBeVisible();
    await expect(hideNames).toBeFocused();
    await keyboard.press('Space');
    await tabTo(fields.first().getByRole('checkbox'));
    await keyboard.press('Space');
    await expect(fields.first().getByRole('checkbox')).not.toBeChecked();
    await tabTo(dialog.getByRole('button', { name: 'Save the bundle…' }));
    const coming = page.waitForEvent('download');
    await keyboard.press('Enter');
    await coming;
    const saved = page.getByRole('dialog', { name: 'The bundle is saved' });
    await expect(saved.getByText('Close', { exact: true })).toBeFocused();
    await keyboard.press('Enter');
    await expect(saved).toBeHidden();
    await expect(ui.button('Support bundle…')).toBeFocused();
  });
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
