import { expect } from '@playwright/test';
import { refusingUrl } from '../support/sample-server.ts';
import type { Scene } from './scene.ts';
import type { Studio } from './studio.ts';

/** Setting connections up, checking them, and taking their tokens apart. */
export const connectionScenes: readonly Scene[] = [
  {
    name: 'anatomy',
    async arrange({ ui }) {
      await ui.openActiveConnection();
      await ui.connections.token.getByRole('button', { name: 'Anatomy' }).click();
      await ui.anatomy.expectSignature('verified');
    },
  },
  {
    name: 'anatomy-one-character',
    async arrange({ ui }) {
      await ui.anatomy.changeOneCharacter();
      await ui.anatomy.expectSignature('fails, as it should');
    },
  },
  { name: 'anatomy-pasted', arrange: ({ ui }) => ui.runCommand('Anatomy: a JWT I paste') },
  { name: 'new-connection', arrange: ({ ui }) => ui.runCommand('New connection') },
  {
    name: 'doctor-clear',
    async arrange(studio) {
      await checkNew(studio, 'Samples', studio.samples.baseUrl);
      await expect(studio.ui.doctor.verdict).toContainText('is clear');
    },
  },
  {
    name: 'production-question',
    async arrange({ ui }) {
      await ui.connections.markAsProduction();
      await ui.drafts.openFirst();
      await ui.drafts.address.fill('{{base_url}}/orders');
      await ui.drafts.chooseMethod('POST');
      await ui.send();
      await expect(ui.production.dialog).toBeVisible();
    },
    leave: ({ ui }) => ui.production.cancel(),
  },
  {
    name: 'doctor-nobody-listens',
    async arrange(studio) {
      await checkNew(studio, 'Nobody there', await refusingUrl());
      await expect(studio.ui.doctor.verdict).toContainText('ends at the connection');
    },
  },
];

async function checkNew({ ui }: Studio, name: string, baseUrl: string): Promise<void> {
  await ui.runCommand('New connection');
  await ui.newConnection.beginHttp(name, baseUrl);
  await ui.newConnection.choose('None');
  await ui.newConnection.create();
  await ui.doctor.check();
}
