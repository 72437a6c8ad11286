import type { Page } from '@playwright/test';
import { startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';
import { manifoldBrokenKey } from '../support/broken-keys.ts';
import { expect, type RunningApp, test } from '../support/e2e.ts';
import { startSampleServer } from '../support/sample-server.ts';
import { tryToRunScripts } from '../support/ways-to-run-script.ts';

/** What the page complains about, and every address it asks for. */
function watch(page: Page): { complaints: string[]; asked: string[] } {
  const seen: { complaints: string[]; asked: string[] } = { complaints: [], asked: [] };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.complaints.push(message.text());
  });
  page.on('pageerror', (error) => seen.complaints.push(String(error)));
  page.on('request', (request) => seen.asked.push(request.url()));
  page.on('websocket', (socket) => seen.asked.push(socket.url()));
  return seen;
}

async function walkEverywhere({ ui }: RunningApp, errorPage: string): Promise<void> {
  const system = await startSapWorkflowPractice({ clock: { now: Date.now } });
  await ui.openPasteDialog();
  await ui.keys.read(manifoldBrokenKey(system.serviceKey()));
  await expect(ui.keys.problems).toHaveCount(3);
  await ui.keys.read(system.serviceKey());
  await ui.keys.expectRead();
  await ui.runCommand('Start practising');
  await ui.send();
  await ui.expectStatus('403 Forbidden');
  await ui.grantInPractice();
  await ui.renewAndSend();
  await ui.expectStatus('200 OK');
  await ui.showBody();
  for (const view of ['Headers', 'Timing', 'Explain'] as const) await ui.showAnswer(view);
  for (const part of ['Query', 'Headers', 'Auth', 'Body'] as const) await ui.drafts.showPart(part);
  await ui.drafts.writeBody('{"typed": true,}');
  await ui.drafts.sendNewTo(errorPage);
  await ui.expectStatus('502');
  expect(await ui.showBody()).toContain('taking a nap');
  for (const view of ['Connections', 'Practice', 'Settings', 'History']) await ui.goTo(view);
  await ui.history.search('nap');
  await ui.history.choose('502');
  await ui.vault.open();
  await ui.vault.close();
  for (const theme of ['dark', 'light'] as const) await ui.runCommand(`Use the ${theme} theme`);
  await system.stop();
}

test('a walk through every screen breaks no policy, asks nobody but the app itself, and runs nothing of an answer', async ({
  app,
  page,
}) => {
  const samples = await startSampleServer();
  const seen = watch(page);
  await app.restart();
  await walkEverywhere(app, `${samples.baseUrl}/html-error`);

  expect(seen.complaints).toEqual([]);
  const own = new URL(page.url()).host;
  const strangers = seen.asked.filter((url) => !url.startsWith('data:') && new URL(url).host !== own);
  expect(strangers).toEqual([]);
  expect(seen.asked.filter((url) => url.startsWith('ws:'))).toHaveLength(1);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'hasRun'))).toBeUndefined();
  await samples.stop();
});

test('no script that was not shipped runs in the window, in any way it could be brought in', async ({ app, page }) => {
  await test.step('where nothing forbids it, every way works', async () => {
    const samples = await startSampleServer();
    await page.goto(`${samples.baseUrl}/plain`);
    const verdicts = await tryToRunScripts(page);
    expect(Object.values(verdicts)).toEqual(Array.from({ length: 10 }, () => 'ran'));
    await samples.stop();
  });
  await app.restart();
  await test.step('in the window none does, and the policy says so', async () => {
    const verdicts = await tryToRunScripts(page);
    expect(Object.keys(verdicts)).toHaveLength(10);
    for (const [way, verdict] of Object.entries(verdicts)) {
      expect(verdict, way).toMatch(/^(script-src|require-trusted-types-for|worker-src)/);
    }
  });
  await expect(app.ui.button('Start practising')).toBeVisible();
});
