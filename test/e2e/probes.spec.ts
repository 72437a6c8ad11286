import { expect, test } from '../support/e2e.ts';

test('a second token tells a grant that came too late for the first from one that never came', async ({ app }) => {
  const { ui } = app;
  const { explain, practice } = ui;
  await ui.startPractising();
  await ui.send();
  await explain.expectCause('The token does not carry WORKFLOW_DEFINITION_GET', 'certain');
  await expect(explain.probes).toBeHidden();

  await test.step('granted elsewhere, and tried again with the token there was', async () => {
    await ui.goTo('Practice');
    await practice.authority('WORKFLOW_DEFINITION_GET').click();
    await practice.update();
    await ui.goTo('Requests');
    await ui.send();
    await explain.expectCause('The token does not carry WORKFLOW_DEFINITION_GET', 'likely');
    await expect(explain.pane.getByRole('region', { name: 'It may also be' })).toContainText(
      'what was granted since is not in it',
    );
  });
  await test.step('the probe makes it certain', async () => {
    await explain.probe('Fetch a second token and compare its scopes');
    await explain.expectCause('The token is older than the grant of WORKFLOW_DEFINITION_GET', 'certain');
    await expect(explain.sentProbes).toHaveCount(1);
    await expect(explain.sentProbes).toContainText('200 OK');
    await expect(explain.sentProbes.getByRole('button', { name: /^Show the probe/ })).toBeFocused();
  });
  await test.step('history has the probe, and says what it was for', async () => {
    await explain.sentProbes.getByRole('button', { name: /^Show the probe/ }).click();
    await expect(ui.history.entries.filter({ hasText: 'Probe' })).toHaveCount(1);
    await ui.expectStatus('200 OK');
    await ui.button('Show what it was sent for').click();
    await ui.expectStatus('403 Forbidden');
    await explain.expectCause('The token is older than the grant', 'certain');
  });
  await test.step('the mend gets the call through', async () => {
    await ui.goTo('Requests');
    await ui.renewAndSend();
    await ui.expectStatus('200 OK');
  });
});
