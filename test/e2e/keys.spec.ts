import { type SapWorkflowPractice, startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';
import {
  brokenKeys,
  keyWithoutEndpoints,
  manifoldBrokenKey,
  otherFiles,
  placeOf,
  restUrlOf,
} from '../support/broken-keys.ts';
import { test as base, expect } from '../support/e2e.ts';

const test = base.extend<{ system: SapWorkflowPractice }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
  system: async ({}, use) => {
    const system = await startSapWorkflowPractice({ clock: { now: Date.now } });
    await use(system);
    await system.stop();
  },
});

/** A sentence as it stands on the screen: what is in backquotes is in mono there. */
const drawn = (sentence: string) => sentence.replaceAll('`', '');

test('each fault of a key is said by its field, its place and its mend, until the right key is pasted', async ({
  app,
  system,
}) => {
  const { ui } = app;
  await ui.openPasteDialog();
  for (const { fault, breakIt, field, pointsAt, sentence, mend } of brokenKeys) {
    await test.step(fault, async () => {
      const broken = breakIt(system.serviceKey());
      expect(broken).not.toBe(system.serviceKey());
      await ui.keys.read(broken);
      const said = ui.keys.problems.filter({ hasText: drawn(sentence) });
      await expect(said).toContainText(drawn(mend));
      await expect(ui.keys.problems).toHaveCount(1);
      await expect(said).toContainText(`${field}${placeOf(broken, pointsAt(broken))}`);
    });
  }
  await ui.keys.read(system.serviceKey());
  await ui.keys.expectRead();
});

test('several faults are said at once, and each leads to its place in the text', async ({ app, system, page }) => {
  const { ui } = app;
  const broken = manifoldBrokenKey(system.serviceKey());
  await ui.openPasteDialog();
  await ui.keys.read(broken);
  await expect(ui.keys.problems).toHaveCount(3);

  const at = broken.indexOf('"********"');
  await ui.keys.problems
    .filter({ hasText: 'clientsecret' })
    .getByRole('button', { name: placeOf(broken, at) })
    .click();
  await expect(ui.keys.field).toBeFocused();
  const { selectionStart } = await ui.keys.field.evaluate((field: HTMLTextAreaElement) => ({
    selectionStart: field.selectionStart,
  }));
  expect(selectionStart).toBe(at);
  await page.keyboard.press('Escape');
  await expect(ui.keys.dialog).toBeHidden();
  await ui.openPasteDialog();
  await expect(ui.keys.field).toHaveValue('');
});

test('a dropped file that is something else is called what it is, and nothing is kept of it', async ({ app, page }) => {
  const { ui } = app;
  for (const { name, text, sentence } of otherFiles) {
    await test.step(name, async () => {
      await ui.dropFile(name, text);
      await expect(ui.keys.dialog).toContainText(sentence);
      await expect(ui.keys.dialog).toContainText(name);
      await page.keyboard.press('Escape');
      await expect(ui.keys.dialog).toBeHidden();
    });
  }
  await ui.goTo('Connections');
  await expect(ui.main).toContainText('No connection yet');
});

test('a key that names no endpoint asks where the service is, and then works', async ({ app, system }) => {
  const { ui } = app;
  await ui.pasteKey(keyWithoutEndpoints(system.serviceKey()));
  await expect(ui.keys.said).toContainText('One thing is missing');
  await expect(ui.connections.question).toBeVisible();

  await ui.connections.giveEndpoint('workflow_rest_url', restUrlOf(system.serviceKey()));
  await ui.openOperation('List definitions');
  await ui.send();
  await ui.expectStatus('403 Forbidden');
  await expect(ui.answer).toContainText('WORKFLOW_DEFINITION_GET');
});
