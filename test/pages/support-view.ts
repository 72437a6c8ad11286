import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** An opened file, and the dialog that puts a support bundle together. */
export class SupportView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get entries(): Locator {
    return this.page.getByRole('listbox', { name: 'Entries' }).getByRole('option');
  }

  /** What the head says of the file. */
  get words(): Locator {
    return this.page.getByText('nothing is sent.', { exact: false });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Support bundle' });
  }

  get fields(): Locator {
    return this.dialog.getByRole('tabpanel').getByRole('listitem');
  }

  /** Chooses a file that lies on disk, so that its text never passes through the test's own scripts in the page. */
  async chooseFileAt(path: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Open a file…' }).first().click();
    await (await chooser).setFiles(path);
  }

  async expectOpened(fileName: string): Promise<void> {
    await expect(this.page.getByRole('heading', { name: fileName, level: 1 })).toBeVisible();
  }

  async choose(text: string): Promise<void> {
    await this.entries.filter({ hasText: text }).first().click();
  }

  async keep(): Promise<void> {
    await this.page.getByRole('button', { name: 'Keep in history' }).click();
  }

  async startBundle(): Promise<void> {
    await this.page.getByRole('button', { name: 'Support bundle…' }).click();
    await expect(this.dialog).toBeVisible();
  }

  async tick(text: string): Promise<void> {
    await this.dialog.getByRole('listitem').filter({ hasText: text }).first().getByRole('checkbox').check();
  }

  get hideNames(): Locator {
    return this.dialog.getByRole('checkbox', { name: 'Hide hosts, tenants and user names' });
  }

  /** Every field of the review as it is written there: its name and its value. */
  async reviewText(): Promise<string> {
    return (await this.fields.allInnerTexts()).join('\n');
  }

  /** Saves the bundle and answers with its bytes, as the browser's download brought them. */
  async save(): Promise<{ name: string; bytes: Uint8Array }> {
    const coming = this.page.waitForEvent('download');
    await this.dialog.getByRole('button', { name: 'Save the bundle…' }).click();
    const download = await coming;
    const bytes = await readFile(await download.path());
    return { name: download.suggestedFilename(), bytes };
  }

  async closeSaved(): Promise<void> {
    const saved = this.page.getByRole('dialog', { name: 'The bundle is saved' });
    await saved.getByRole('button', { name: 'Close', exact: true }).last().click();
    await expect(saved).toBeHidden();
  }

  async review(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Review what would leave' }).click();
    await expect(this.fields.first()).toBeVisible();
  }
}
