import { expect } from '@playwright/test';
import { sampleHar } from '../support/sample-har.ts';
import type { Scene } from './scene.ts';

/** What a customer sent, the probes of a report, history by its gates, and a bundle on its way out. */
export const supportScenes: readonly Scene[] = [
  {
    name: 'support-opened',
    async arrange({ ui }) {
      await ui.dropFile('from-the-customer.har', sampleHar());
      await ui.support.expectOpened('from-the-customer.har');
    },
  },
  { name: 'support-opened-magnus', arrange: ({ ui }) => ui.support.choose('/remote') },
  { name: 'support-opened-tasks', arrange: ({ ui }) => ui.support.choose('taskOperations') },
  { name: 'support-opened-network', arrange: ({ ui }) => ui.support.choose('/v1') },
  {
    name: 'history-by-gate',
    async arrange({ ui, page }) {
      await ui.support.keep();
      await page
        .getByRole('group', { name: 'Stopped at' })
        .getByRole('button', { name: /Authority/ })
        .click();
      await expect(page.getByRole('status').filter({ hasText: /match/ })).toBeVisible();
    },
  },
  {
    name: 'bundle-choose',
    async arrange({ ui }) {
      await ui.support.startBundle();
      await ui.support.dialog.getByRole('checkbox').first().check();
    },
  },
  { name: 'bundle-review', arrange: ({ ui }) => ui.support.review() },
  {
    name: 'bundle-report',
    arrange: ({ ui }) => ui.support.dialog.getByRole('tab', { name: 'The report' }).click(),
    leave: ({ page }) => page.keyboard.press('Escape'),
  },
];
