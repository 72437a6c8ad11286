import { expect, test } from '../support/e2e.ts';
import { sampleHar } from '../support/sample-har.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('a refused start is understood, granted in the workbench, and goes through with a new token', async ({
  app,
  page,
}) => {
  const { ui } = app;
  const { authorities: workbench, explain } = ui;
  await ui.startPractising();
  await ui.openOperation('Start an instance');
  await ui.send();
  await ui.expectStatus('403 Forbidden');

  await test.step('the report names the gate, the cause and the authority', async () => {
    await explain.expectStoppedAt('Authority');
    await explain.expectCause('The token does not carry WORKFLOW_INSTANCE_START', 'certain');
    await expect(explain.gate('Token')).toContainText('passed');
    await expect(explain.gate('Definition')).toContainText('not reached');
  });
  await test.step('it is added to the authorities of the connection', async () => {
    await explain.mend('Add to authorities…');
    await expect(workbench.file).toContainText('"WORKFLOW_INSTANCE_START"');
    await expect(workbench.list('In this file')).toContainText('WORKFLOW_INSTANCE_START');
  });
  await test.step('the command is there to be copied', async () => {
    await workbench.nameInstance('wf-dev');
    await workbench.choose('Inline');
    await workbench.copyCommand();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^cf update-service wf-dev -c .*WORKFLOW_INSTANCE_START.* --wait$/);
  });
  await test.step('the practice system grants it, and a new token gets the same call through', async () => {
    await workbench.applyToPractice();
    await workbench.closeDialog();
    await ui.goTo('Requests');
    await ui.renewAndSend();
    await ui.expectStatus('201 Created');
  });
});

test('a HAR with the same refusal, dropped on the window, leads to the same cause and the same command', async ({
  app,
  page,
}) => {
  const { ui } = app;
  await ui.dropFile('from-the-customer.har', sampleHar());
  await ui.support.expectOpened('from-the-customer.har');
  await ui.explain.expectStoppedAt('Authority');
  await ui.explain.expectCause('The token does not carry WORKFLOW_DEFINITION_GET', 'certain');
  await ui.explain.mend('Copy cf command');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^cf update-service .*WORKFLOW_DEFINITION_GET.* --wait$/);
  await ui.goTo('History');
  await expect(page.getByText('Nothing has been sent yet')).toBeVisible();
});
