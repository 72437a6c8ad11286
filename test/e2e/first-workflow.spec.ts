import { startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';
import { expect, type RunningApp, test } from '../support/e2e.ts';
import { walkToStartedInstance } from '../support/first-workflow-story.ts';

/** Counts what a newcomer presses; typing anything at all would be counted too. */
async function countInput(app: RunningApp): Promise<() => Promise<{ clicks: number; keys: number }>> {
  await app.ui.page.evaluate(() => {
    const counts = { clicks: 0, keys: 0 };
    document.addEventListener('pointerdown', () => (counts.clicks += 1), true);
    document.addEventListener('keydown', () => (counts.keys += 1), true);
    Object.assign(globalThis, { inputCounts: counts });
  });
  return () => app.ui.page.evaluate(() => Reflect.get(globalThis, 'inputCounts'));
}

test('a newcomer gets from the first window to a started workflow in eight clicks and types nothing', async ({
  app,
}) => {
  const { ui } = app;
  const input = await countInput(app);
  await ui.startPractising();
  await walkToStartedInstance(ui);
  expect(await input()).toEqual({ clicks: 8, keys: 0 });

  expect(await ui.showBody()).toContain('"status": "RUNNING"');
  await expect(ui.draft).toContainText('"product"');

  await ui.goTo('History');
  const story = ['201', '403', '200', '403'];
  await expect
    .poll(async () => (await callsOf(await ui.historyLines())).map((line) => /\b[1-5]\d\d\b/.exec(line)?.[0]))
    .toEqual(story);

  await app.restart();
  await ui.goTo('History');
  await expect
    .poll(async () => (await callsOf(await ui.historyLines())).map((line) => /\b[1-5]\d\d\b/.exec(line)?.[0]))
    .toEqual(story);
});

test('the same works again after a restart, on the practice system as it starts anew', async ({ app }) => {
  const { ui } = app;
  await ui.startPractising();
  await app.restart();
  await ui.openOperation('List definitions');
  await walkToStartedInstance(ui);
});

test('a service key dropped on the window leads to the same started workflow', async ({ app }) => {
  const { ui } = app;
  const system = await startSapWorkflowPractice({ clock: { now: Date.now } });
  await ui.dropFile('wf-dev-key.json', system.serviceKey());
  await ui.button('List definitions').first().click();
  await ui.send();
  await ui.expectStatus('403 Forbidden');
  await expect(ui.answer).toContainText('WORKFLOW_DEFINITION_GET');

  system.updateService(['WORKFLOW_DEFINITION_GET', 'WORKFLOW_INSTANCE_START']);
  await ui.renewAndSend();
  await ui.expectStatus('200 OK');
  await ui.openOperation('Start an instance');
  await ui.send();
  await ui.expectStatus('201 Created');
  expect(await ui.showBody()).toContain('"status": "RUNNING"');
  await system.stop();
});

/** The calls of a history list, without those to the token endpoint. */
async function callsOf(lines: string[]): Promise<string[]> {
  return lines.filter((line) => !line.includes('/oauth/token'));
}
