import { expect, test } from '@playwright/test';
import { GatewrightPage } from '../pages/gatewright-page.ts';
import { isElectronPresent, launchElectron } from '../support/electron-launch.ts';
import { walkToStartedInstance } from '../support/first-workflow-story.ts';
import { temporaryDataDir } from '../support/gatewright-process.ts';

const { present, reason } = isElectronPresent();

test('on real Electron a newcomer gets from the first window to a started workflow', async () => {
  test.skip(!present, reason);
  const data = temporaryDataDir();
  const electron = await launchElectron(data.path);
  const ui = new GatewrightPage(electron.page);
  await ui.startPractising();
  await walkToStartedInstance(ui);
  expect(await ui.showBody()).toContain('"status": "RUNNING"');
  await electron.close();

  const again = await launchElectron(data.path);
  const after = new GatewrightPage(again.page);
  await after.goTo('History');
  await expect(after.history.calls).toHaveCount(4);
  await again.close();
  data.remove();
});
