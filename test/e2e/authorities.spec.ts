import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/e2e.ts';

const broken = `{
  "authorities": [
    "WORKFLOW_DEFINITION_GET"
    "WORKFLOW_INSTANCE_START"
  ]
}`;

test('operations ticked become a list, the list a command, and the practice system grants it', async ({
  app,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { ui } = app;
  const { authorities: workbench } = ui;
  await ui.startPractising();
  await ui.goTo('Authorities');

  await test.step('what is ticked stands in the file', async () => {
    await workbench.operation('Start an instance').click();
    await expect(workbench.file).toContainText('"WORKFLOW_INSTANCE_START"');
    await expect(workbench.list('In this file')).toContainText('WORKFLOW_INSTANCE_START');
    await expect(workbench.list('Needed by open drafts')).toContainText('missing');
    await workbench.preset('Open drafts').click();
    await expect(workbench.list('Needed by open drafts')).not.toContainText('missing');
  });

  await test.step('a broken file is pointed at and mended by one key', async () => {
    await workbench.writeFile(broken);
    await expect(workbench.verdict).toContainText('Line 3: A comma is missing');
    await expect(workbench.operation('Start an instance')).toBeChecked();
    await expect(ui.button('Apply to the practice system')).toBeDisabled();
    await ui.page.keyboard.press('ControlOrMeta+.');
    await expect(workbench.verdict).toContainText('2 authorities, plain JSON');
    await expect(workbench.file).toContainText('"WORKFLOW_DEFINITION_GET",');
  });

  await test.step('the command is copied as the shell wants it', async () => {
    await workbench.nameInstance('wf dev');
    await workbench.choose('Inline');
    await workbench.choose('bash');
    await workbench.copyCommand();
    expect(await ui.page.evaluate(() => navigator.clipboard.readText())).toBe(
      `cf update-service 'wf dev' -c '{"authorities":["WORKFLOW_DEFINITION_GET","WORKFLOW_INSTANCE_START"]}' --wait`,
    );
  });

  await test.step('applied, the new token carries it, and what is taken out is said to be removed', async () => {
    await workbench.applyToPractice();
    await expect(workbench.dialog).toContainText('WORKFLOW_INSTANCE_START');
    await workbench.closeDialog();
    await expect(workbench.list('Granted now')).toContainText('WORKFLOW_INSTANCE_START');
    await workbench.operation('Start an instance').click();
    await expect(workbench.list('Granted now')).toContainText('removed');
  });

  await test.step('the file is still there after a restart', async () => {
    const kept = () => readFile(join(app.dataDir, 'authorities.json'), 'utf8');
    await expect.poll(kept).not.toContain('WORKFLOW_INSTANCE_START');
    await app.restart();
    await ui.goTo('Authorities');
    await expect(workbench.file).not.toContainText('WORKFLOW_INSTANCE_START');
    await expect(workbench.file).toContainText('WORKFLOW_DEFINITION_GET');
  });
});
