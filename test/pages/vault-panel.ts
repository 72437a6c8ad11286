import { expect, type Locator, type Page } from '@playwright/test';

/** The vault: its part of the status bar, its dialog, and the bar across the window while it is locked. */
export class VaultPanel {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  get state(): Locator {
    return this.page.getByRole('contentinfo').getByRole('button', { name: /vault/ });
  }

  get lockedBar(): Locator {
    return this.page.getByRole('status').filter({ hasText: 'The vault is locked' });
  }

  get passphrase(): Locator {
    return this.dialog.getByLabel('Passphrase');
  }

  async open(): Promise<void> {
    await this.state.click();
    await expect(this.dialog).toBeVisible();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.dialog).toBeHidden();
  }

  async openUnlock(): Promise<void> {
    await this.lockedBar.getByRole('button', { name: 'Unlock…' }).click();
    await expect(this.passphrase).toBeVisible();
  }

  async tryToUnlock(passphrase: string): Promise<void> {
    await this.passphrase.fill(passphrase);
    await this.dialog.getByRole('button', { name: 'Unlock', exact: true }).click();
  }

  /** Fills the form that keeps secrets, and presses its button. */
  async tryToKeep(passphrase: string, again: string): Promise<void> {
    await this.passphrase.fill(passphrase);
    await this.dialog.getByLabel('The same again').fill(again);
    await this.dialog.getByRole('button', { name: 'Keep secrets' }).click();
  }
}
