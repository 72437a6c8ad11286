import { expect } from '@playwright/test';
import type { Scene } from './scene.ts';

/** The other views, and what can lie over all of them. */
export const viewScenes: readonly Scene[] = [
  {
    name: 'connections',
    async arrange({ ui }) {
      await ui.goTo('Connections');
      await expect(ui.connections.rows).toHaveCount(2);
    },
  },
  { name: 'connection-with-token', arrange: ({ ui }) => ui.connections.open(/token \d+ h/) },
  { name: 'practice', arrange: ({ ui }) => ui.goTo('Practice') },
  {
    name: 'practice-pending-changes',
    async arrange({ ui }) {
      await ui.practice.authority('WORKFLOW_DEFINITION_GET').click();
      await ui.practice.authority('WORKFLOW_INSTANCE_START').click();
      await ui.practice.authority('MESSAGE_SEND').click();
      await expect(ui.practice.editor).toContainText('would be lost');
    },
  },
  {
    name: 'history',
    async arrange({ ui }) {
      await ui.goTo('History');
      await expect(ui.history.calls.first()).toBeVisible();
    },
  },
  {
    name: 'history-entry',
    arrange: ({ ui }) => ui.history.choose('403'),
  },
  {
    name: 'history-search',
    async arrange({ ui }) {
      await ui.history.search('camera');
      await ui.history.expectCount('match');
    },
  },
  {
    name: 'history-no-match',
    async arrange({ ui }) {
      await ui.history.search('zebra');
      await expect(ui.history.noMatch).toBeVisible();
    },
  },
  { name: 'settings', arrange: ({ ui }) => ui.goTo('Settings') },
  { name: 'palette', arrange: ({ ui }) => ui.openPalette() },
  {
    name: 'palette-search',
    arrange: ({ ui }) => ui.palette.fill('start'),
    async leave({ ui }) {
      await ui.page.keyboard.press('Escape');
      await expect(ui.palette).toBeHidden();
    },
  },
];

const passphrase = 'a gate for every secret';

/** What becomes of secrets, and of the window when its core goes. */
export const vaultScenes: readonly Scene[] = [
  {
    name: 'connection-missing-secret',
    async arrange({ ui, restart }) {
      await restart();
      await ui.goTo('Connections');
      await ui.connections.open('its secret is missing');
    },
  },
  {
    name: 'vault-memory',
    async arrange({ ui, system }) {
      await ui.dropFile('wf-dev-key.json', system.serviceKey());
      await expect(ui.keys.said).toBeVisible();
      await ui.vault.open();
    },
  },
  {
    name: 'vault-keep-refused',
    async arrange({ ui }) {
      await ui.vault.tryToKeep(passphrase, 'another');
      await expect(ui.vault.dialog).toContainText('not the same');
    },
  },
  {
    name: 'vault-kept',
    async arrange({ ui }) {
      await ui.vault.tryToKeep(passphrase, passphrase);
      await expect(ui.vault.dialog).toBeHidden();
      await expect(ui.statusBar).toContainText('sealed by passphrase');
    },
  },
  {
    name: 'vault-locked',
    async arrange({ ui, restart }) {
      await restart();
      await expect(ui.vault.lockedBar).toBeVisible();
    },
  },
  {
    name: 'vault-unlock-refused',
    async arrange({ ui }) {
      await ui.vault.openUnlock();
      await ui.vault.tryToUnlock('not the passphrase');
      await expect(ui.vault.dialog).toContainText('Try again');
    },
  },
  {
    name: 'vault-unlocked',
    async arrange({ ui }) {
      await ui.vault.tryToUnlock(passphrase);
      await expect(ui.vault.lockedBar).toBeHidden();
    },
  },
  {
    name: 'core-gone',
    async arrange({ ui, process }) {
      await process().kill();
      await expect(ui.coreGone).toBeVisible();
    },
  },
];
