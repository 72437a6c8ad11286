import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';
import { keyWithoutEndpoints, manifoldBrokenKey } from '../support/broken-keys.ts';
import { expect, test } from '../support/e2e.ts';
import { sampleHar } from '../support/sample-har.ts';

// axe is a script put into the page, which the app's own policy forbids; only here is it put aside.
test.use({ bypassCSP: true, contextOptions: { reducedMotion: 'reduce' } });

// Looking at a whole page for every rule is most of the work here, and a busy machine takes its time over it.
test.describe.configure({ timeout: 120_000 });

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Every broken rule in a line: which, where, and what axe says of it. */
async function analyse(builder: AxeBuilder): Promise<string[]> {
  // There are no frames, so nothing has to be put together in a page of its own.
  const { violations } = await builder.setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.replaceAll(/\s+/g, ' ')}`),
  );
}

/** All rules in the light theme; in the dark one those that colour decides. */
async function findViolations(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const inDark = await analyse(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']));
  await page.emulateMedia({ colorScheme: 'light' });
  const inLight = await analyse(new AxeBuilder({ page }).withTags(standards));
  return [...inDark.map((line) => `dark: ${line}`), ...inLight];
}

/** Looks at what is on the screen now; goes on after a fault, so that one run tells all of them. */
async function look(page: Page, name: string): Promise<void> {
  await test.step(name, async () => expect.soft(await findViolations(page), name).toEqual([]));
}

test('bringing a key in breaks no rule of accessibility', async ({ app, page }) => {
  const { ui } = app;
  const system = await startSapWorkflowPractice({ clock: { now: Date.now } });
  await look(page, 'first start');
  await ui.openPasteDialog();
  await ui.keys.read(manifoldBrokenKey(system.serviceKey()));
  await expect(ui.keys.problems).toHaveCount(3);
  await look(page, 'a broken key');
  await ui.keys.read(keyWithoutEndpoints(system.serviceKey()));
  await ui.keys.expectRead();
  await look(page, 'a connection that wants its endpoint');
  await ui.goTo('Connections');
  await ui.goTo('Connections');
  await look(page, 'connections');
  await ui.vault.open();
  await look(page, 'the vault');
  await ui.vault.close();
  await ui.goTo('Settings');
  await look(page, 'settings');
  await ui.openPalette();
  await look(page, 'the palette');
  await system.stop();
});

test('sending and reading the answer breaks no rule of accessibility', async ({ app, page }) => {
  const { ui } = app;
  await ui.startPractising();
  await look(page, 'a draft');
  await ui.send();
  await ui.expectStatus('403 Forbidden');
  await look(page, 'an explained 403');
  await ui.grantInPractice();
  await ui.renewAndSend();
  await ui.expectStatus('200 OK');
  await ui.showBody();
  await look(page, 'a body');
  await ui.showAnswer('Headers');
  await ui.drafts.showPart('Headers');
  await look(page, 'headers of both');
  await ui.showAnswer('Timing');
  await ui.drafts.showPart('Auth');
  await look(page, 'timing, and the login');
});

test('looking back, and losing the core, breaks no rule of accessibility', async ({ app, page }) => {
  const { ui } = app;
  await ui.startPractising();
  await ui.send();
  await ui.expectStatus('403 Forbidden');
  await ui.goTo('Practice');
  await ui.practice.authority('WORKFLOW_DEFINITION_GET').click();
  await ui.practice.authority('MESSAGE_SEND').click();
  await look(page, 'pending authorities');
  await ui.goTo('History');
  await ui.history.choose('403');
  await look(page, 'an entry of history');
  await ui.history.search('zebra');
  await expect(ui.history.noMatch).toBeVisible();
  await look(page, 'history without a match');
  await app.process().kill();
  await expect(ui.coreGone).toBeVisible();
  await look(page, 'the core gone');
});

test('the search for violations finds those that are there', async ({ app, page }) => {
  await expect(app.ui.button('Start practising')).toBeVisible();
  await page.evaluate(() => {
    const pale = Object.assign(document.createElement('p'), { textContent: 'hardly to be read' });
    pale.style.cssText = 'position: fixed; inset: 30% 40% auto; background: #777; color: #888';
    document.querySelector('main')?.append(document.createElement('button'), pale);
  });
  expect((await findViolations(page)).map((line) => line.split(': ')[0])).toEqual([
    'dark',
    'button-name',
    'color-contrast',
  ]);
});

test('putting authorities together breaks no rule of accessibility', async ({ app, page }) => {
  const { ui } = app;
  await ui.goTo('Authorities');
  await look(page, 'authorities without a connection');
  await ui.button('Try it on the practice system').click();
  await expect(ui.draft).toBeVisible();
  await ui.goTo('Authorities');
  await look(page, 'authorities before the first token');
  await ui.authorities.preset('Administer').click();
  await ui.authorities.writeFile('{"authorities": ["MESSAGE_SEND" "TASK_UPDATE" "NOBODY_KNOWS",]}');
  await expect(ui.authorities.marks.first()).toBeVisible();
  await look(page, 'a broken parameters file');
  await ui.button(/^Mend all/).click();
  await ui.authorities.applyToPractice();
  await look(page, 'a list that was applied');
  await ui.authorities.closeDialog();
  await ui.authorities.operation('Send a message').click();
  await look(page, 'a list with a removal');
});

test('reading what a customer sent, and making a bundle of it, breaks no rule of accessibility', async ({
  app,
  page,
}) => {
  const { ui } = app;
  await ui.dropFile('from-the-customer.har', sampleHar());
  await ui.support.expectOpened('from-the-customer.har');
  await look(page, 'an opened file');
  await ui.support.keep();
  await ui.history.gate('Authority').click();
  await ui.history.choose('403');
  await look(page, 'history by the gate that stopped it');
  await ui.support.startBundle();
  await look(page, 'what a bundle may hold');
  await ui.support.review();
  await look(page, 'what would leave with a bundle');
  await ui.support.dialog.getByRole('tab', { name: 'The report' }).click();
  await look(page, 'the report of a bundle');
  await ui.support.save();
  await look(page, 'a bundle that is saved');
});

test('making a practice system fail, and asking what would tell, breaks no rule of accessibility', async ({
  app,
  page,
}) => {
  const { ui } = app;
  await ui.goTo('Practice');
  await ui.practice.start('Process Server', 'List my tasks');
  await ui.openOperation('List my tasks, in short');
  await ui.send();
  await ui.expectStatus('200 OK');
  await ui.showAnswer('Explain');
  await look(page, 'a report with mends and probes');
  await ui.explain.probe(/each human role/);
  await expect(ui.explain.sentProbes).toHaveCount(6);
  await look(page, 'a report after its probe');
  await ui.goTo('Practice');
  await ui.practice.turnOn('Role taken away');
  await look(page, 'a practice system with a fault on');
});
