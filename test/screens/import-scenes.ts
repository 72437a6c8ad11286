import { expect } from '@playwright/test';
import { keyWithoutEndpoints, manifoldBrokenKey } from '../support/broken-keys.ts';
import { authoritiesEmpty } from './authority-scenes.ts';
import type { Scene } from './scene.ts';

/** From the first window to a connection that still wants something. */
export const importScenes: readonly Scene[] = [
  {
    name: 'first-start',
    arrange: async ({ ui }) => expect(ui.button('Start practising')).toBeVisible(),
  },
  {
    name: 'drop-overlay',
    arrange: ({ ui }) => ui.keys.holdFileOver(),
    leave: ({ ui }) => ui.keys.takeFileAway(),
  },
  { name: 'paste-dialog', arrange: ({ ui }) => ui.openPasteDialog() },
  {
    name: 'broken-key',
    async arrange({ ui, system }) {
      await ui.keys.read(manifoldBrokenKey(system.serviceKey()));
      await expect(ui.keys.problems).toHaveCount(3);
    },
    leave: ({ page }) => page.keyboard.press('Escape'),
  },
  {
    name: 'broken-key-dropped',
    async arrange({ ui, system }) {
      await ui.dropFile('wf-dev-key.json', system.serviceKey().replace(/("zoneid": "[^"]+")/, '$1,'));
      await expect(ui.keys.problems).toHaveCount(1);
    },
    leave: ({ page }) => page.keyboard.press('Escape'),
  },
  {
    name: 'connections-empty',
    arrange: ({ ui }) => ui.goTo('Connections'),
  },
  authoritiesEmpty,
  {
    name: 'connection-missing-rest-url',
    async arrange({ ui, system }) {
      await ui.pasteKey(keyWithoutEndpoints(system.serviceKey()));
      await expect(ui.connections.question).toBeVisible();
    },
  },
  {
    name: 'connection-imported',
    async arrange({ ui, system }) {
      await ui.dropFile('wf-dev-key.json', system.serviceKey());
      await expect(ui.keys.said).toBeVisible();
      await expect(ui.connections.question).toBeHidden();
    },
  },
];
