import { startSapWorkflowPractice } from '#core/practice/sap-workflow.ts';
import { expect, type RunningApp, test } from '../support/e2e.ts';

const passphrase = 'a gate for every secret';

/** A connection whose system outlives a restart of the app, and one token's worth of proof that it works. */
async function importKey({ ui }: RunningApp, serviceKey: string): Promise<void> {
  await ui.dropFile('wf-dev-key.json', serviceKey);
  await expect(ui.keys.said).toBeVisible();
}

async function sendAndGetThrough({ ui }: RunningApp): Promise<void> {
  await ui.openOperation('List definitions');
  await ui.send();
  await ui.expectStatus('200 OK');
}

async function startGrantingSystem() {
  const system = await startSapWorkflowPractice({ clock: { now: Date.now } });
  system.updateService(['WORKFLOW_DEFINITION_GET']);
  return system;
}

test('secrets in memory go with the app: it says so, asks for the key again and takes it back', async ({ app }) => {
  const { ui } = app;
  const system = await startGrantingSystem();
  await importKey(app, system.serviceKey());
  await expect(ui.vault.state).toContainText('memory only');
  await ui.vault.open();
  await expect(ui.vault.dialog).toContainText('Secrets stay in memory until Gatewright closes');
  await ui.vault.close();
  await sendAndGetThrough(app);

  await app.restart();
  await ui.send();
  await expect(ui.page.getByRole('alert')).toContainText(/secret/i);
  await ui.button('Open the connection').click();
  await expect(ui.connections.credential).toContainText('missing');

  await importKey(app, system.serviceKey());
  await expect(ui.connections.credential).toContainText('in memory');
  await ui.goTo('Connections');
  await expect(ui.connections.rows).toHaveCount(1);
  await sendAndGetThrough(app);
  await system.stop();
});

test('secrets kept under a passphrase are locked after a restart, and open to that passphrase alone', async ({
  app,
}) => {
  const { ui } = app;
  const system = await startGrantingSystem();
  await importKey(app, system.serviceKey());
  await test.step('a passphrase that is short, or not the same twice, is refused', async () => {
    await ui.vault.open();
    await ui.vault.tryToKeep('short', 'short');
    await expect(ui.vault.dialog).toContainText('It needs at least 8 characters, and has 5.');
    await ui.vault.tryToKeep(passphrase, `${passphrase}!`);
    await expect(ui.vault.dialog).toContainText('This is not the same as above.');
    await ui.vault.tryToKeep(passphrase, passphrase);
    await expect(ui.vault.dialog).toBeHidden();
    await expect(ui.vault.state).toContainText('sealed by passphrase');
  });
  await sendAndGetThrough(app);

  await app.restart();
  await test.step('nothing that needs a secret is sent while it is locked', async () => {
    await expect(ui.vault.lockedBar).toBeVisible();
    await ui.send();
    await expect(ui.page.getByRole('alert')).toContainText(/locked/i);
    await expect(ui.answer).toHaveText('');
  });
  await test.step('another passphrase is refused', async () => {
    await ui.vault.openUnlock();
    await ui.vault.tryToUnlock(`${passphrase}!`);
    await expect(ui.vault.dialog).toContainText('Try again');
    await expect(ui.vault.passphrase).toHaveValue('');
    await expect(ui.vault.lockedBar).toBeVisible();
  });
  await test.step('the right one opens it, and the call goes through', async () => {
    await ui.vault.tryToUnlock(passphrase);
    await expect(ui.vault.dialog).toBeHidden();
    await expect(ui.vault.lockedBar).toBeHidden();
    await sendAndGetThrough(app);
  });
  await system.stop();
});
