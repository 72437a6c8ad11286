import { expect } from '@playwright/test';
import type { GatewrightPage } from '../pages/gatewright-page.ts';

/** From an open *List definitions* to a started instance, by what the screen offers: two refusals, each understood and mended. */
export async function walkToStartedInstance(ui: GatewrightPage): Promise<void> {
  await ui.send();
  await ui.expectStatus('403 Forbidden');
  await expect(ui.answer).toContainText('The token does not carry WORKFLOW_DEFINITION_GET');
  await ui.grantInPractice();
  await ui.renewAndSend();
  await ui.expectStatus('200 OK');

  await ui.openOperation('Start an instance');
  await ui.send();
  await ui.expectStatus('403 Forbidden');
  await expect(ui.answer).toContainText('The token does not carry WORKFLOW_INSTANCE_START');
  await ui.grantInPractice();
  await ui.renewAndSend();
  await ui.expectStatus('201 Created');
}
