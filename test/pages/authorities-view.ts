import { expect, type Locator, type Page } from '@playwright/test';

/** The authorities workbench: the file, the operations beside it, and what becomes of them. */
export class AuthoritiesView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get file(): Locator {
    return this.page.getByRole('textbox', { name: 'Parameters file' });
  }

  /** What is underlined in it. */
  get marks(): Locator {
    return this.file.locator('[class*="cm-lintRange-"]');
  }

  /** What is said of the file below it. */
  get verdict(): Locator {
    return this.page.locator('[data-pane="authorities-file"]').getByRole('status');
  }

  get searchField(): Locator {
    return this.page.getByRole('textbox', { name: 'Search operations and authorities' });
  }

  operation(name: string): Locator {
    return this.page.getByRole('checkbox', { name, exact: false });
  }

  preset(name: string): Locator {
    return this.page
      .getByRole('region', { name: 'Operations and what they need' })
      .getByRole('button', { name, exact: true });
  }

  list(title: 'Granted now' | 'In this file' | 'Needed by open drafts'): Locator {
    return this.page.getByRole('region', { name: title });
  }

  get command(): Locator {
    return this.page.getByRole('region', { name: 'Command' });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  async fetchToken(): Promise<void> {
    await this.list('Granted now').getByRole('button', { name: 'Fetch a token' }).click();
    await expect(this.list('Granted now').getByRole('button', { name: 'Fetch a token' })).toBeHidden();
  }

  /** Replaces the whole file, as a paste would. */
  async writeFile(text: string): Promise<void> {
    await this.file.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }

  async nameInstance(name: string): Promise<void> {
    await this.command.getByLabel('Service instance').fill(name);
  }

  async choose(label: string): Promise<void> {
    await this.command.getByText(label, { exact: true }).click();
  }

  async copyCommand(): Promise<void> {
    await this.command.getByRole('button', { name: 'Copy the command' }).click();
  }

  async applyToPractice(): Promise<void> {
    await this.page.getByRole('button', { name: 'Apply to the practice system' }).click();
    await expect(this.dialog.getByRole('status')).toContainText('carries the whole list');
  }

  async closeDialog(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect(this.dialog).toBeHidden();
  }
}
