import type { Locator, Page } from '@playwright/test';

/** What is asked before a call may change something on a production system. */
export class ProductionQuestion {
  readonly dialog: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^Send this to / });
  }

  async cancel(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Cancel' }).click();
  }

  async send(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Send to production' }).click();
  }
}
