import { expect, test } from '../support/e2e.ts';
import { readEverything } from '../support/read-everything.ts';
import { startSampleServer } from '../support/sample-server.ts';
import { startSlowServer } from '../support/slow-server.ts';

test('a reload takes up where it was, as often as one likes, and the address is never shown again', async ({
  app,
  page,
}) => {
  const { ui } = app;
  await ui.startPractising();
  for (let time = 0; time < 3; time += 1) {
    await page.reload();
    await expect(ui.drafts.address).toHaveValue(/workflow-definitions/);
    expect(new URL(page.url()).hash).toBe('');
  }
  await ui.send();
  await ui.expectStatus('403 Forbidden');
});

test('a core that dies is said to be gone, nothing is sent any more, and a new link leads back', async ({
  app,
  page,
}) => {
  const { ui } = app;
  await ui.startPractising();
  await ui.send();
  await ui.expectStatus('403 Forbidden');
  await app.process().kill();
  await expect(ui.coreGone).toBeVisible();
  await expect(ui.answer).toContainText('403 Forbidden');
  await ui.send();
  await expect(page.getByRole('alert').filter({ hasText: 'The core went away.' })).toHaveCount(2);

  await app.restart();
  await expect(ui.coreGone).toBeHidden();
  await expect(ui.drafts.address).toHaveValue(/workflow-definitions/);
  await ui.goTo('History');
  await ui.history.choose('403');
});

test('a send can be cancelled, the server is let go, and history says what happened', async ({ app, page }) => {
  const { ui } = app;
  const slow = await startSlowServer();
  await ui.startPractising();
  await ui.drafts.sendNewTo(slow.url);
  await slow.reached;
  await ui.drafts.cancelButton.click();
  await expect(page.getByRole('alert')).toContainText('You cancelled this send.');
  await slow.abandoned;
  await expect(ui.drafts.cancelButton).toBeHidden();

  await ui.goTo('History');
  await ui.history.calls.first().click();
  await expect(ui.answer).toContainText(/cancelled/i);
  await slow.stop();
});

test('history is searched by words in addresses, headers and bodies, sent and received', async ({ app }) => {
  const { ui } = app;
  const samples = await startSampleServer();
  await ui.drafts.openFirst();
  await ui.drafts.address.fill(`${samples.baseUrl}/orders?customer=Zimmermann`);
  await ui.drafts.chooseMethod('POST');
  await ui.drafts.writeBody('{"product": "Theodolite"}');
  await ui.send();
  await ui.expectStatus('200 OK');
  await ui.drafts.sendNewTo(`${samples.baseUrl}/teapot`);
  await ui.expectStatus('418');

  await ui.goTo('History');
  await expect(ui.history.entries).toHaveCount(2);
  const finds = async (words: string, expected: string[]) =>
    test.step(`“${words}”`, async () => {
      await ui.history.search(words);
      await ui.history.expectCount(`${expected.length} ${expected.length === 1 ? 'match' : 'matches'}`);
      await expect(ui.history.entries).toHaveCount(expected.length);
      for (const [place, path] of expected.entries()) await expect(ui.history.entries.nth(place)).toContainText(path);
    });
  await finds('zimmermann', ['/orders']);
  await finds('Theod', ['/orders']);
  await finds('told-back', ['/orders']);
  await finds('whistling', ['/teapot']);
  await finds('stout', ['/teapot']);
  await finds('127.0.0.1', ['/teapot', '/orders']);
  await finds('orders theodolite', ['/orders']);
  await finds('orders whistling', []);
  await samples.stop();
});

test('what was typed outlives a kill of the process', async ({ app, page }) => {
  const { ui } = app;
  await ui.startPractising();
  await ui.openOperation('Start an instance');
  await ui.drafts.writeBody('{"definitionId": "order-approval", "context": {"product": "Heliograph"}}');
  // The document itself: a temporary copy holds it a moment before, and is rightly swept when the kill falls in between.
  const hasReachedTheDisk = () =>
    [...readEverything(app.dataDir)].some(
      ([path, bytes]) => path.endsWith('drafts.json') && Buffer.from(bytes).includes('Heliograph'),
    );
  await expect.poll(hasReachedTheDisk, { intervals: [20] }).toBe(true);
  await app.process().kill();

  await app.restart();
  await expect(ui.drafts.tabs.getByRole('listitem')).toHaveCount(2);
  await ui.drafts.show('Start an instance');
  await expect(ui.drafts.body).toContainText('Heliograph');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('two drafts keep each its own answer, also while one of them waits', async ({ app }) => {
  const { ui } = app;
  const samples = await startSampleServer();
  const slow = await startSlowServer();
  await ui.startPractising();
  await ui.send();
  await ui.expectStatus('403 Forbidden');
  await ui.drafts.sendNewTo(slow.url);
  await slow.reached;
  await ui.drafts.sendNewTo(`${samples.baseUrl}/teapot`);
  await ui.expectStatus('418');

  await ui.drafts.show('List definitions');
  await ui.expectStatus('403 Forbidden');
  await ui.drafts.showSending();
  await expect(ui.drafts.cancelButton).toBeVisible();
  await ui.drafts.show('teapot');
  await ui.expectStatus('418');
  await slow.stop();
  await samples.stop();
});
