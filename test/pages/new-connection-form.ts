import { expect, type Locator, type Page } from '@playwright/test';

/** The page on which a connection is set up by hand. */
export class NewConnectionForm {
  readonly page: Page;
  readonly main: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
  }

  /** Begins a connection to an HTTP service of any kind. */
  async beginHttp(name: string, baseUrl: string): Promise<void> {
    await this.choose('Any HTTP service');
    await this.write('Name', name);
    await this.write('Base address', baseUrl);
  }

  /** Presses one of the choices that stand side by side. */
  async choose(option: string): Promise<void> {
    await this.main.getByRole('radio', { name: option, exact: true }).check({ force: true });
  }

  async write(field: string, value: string): Promise<void> {
    await this.main.getByRole('textbox', { name: field, exact: true }).fill(value);
  }

  /** Types a secret, whose field is none that a screen reader would read out. */
  async writeSecret(field: string, value: string): Promise<void> {
    await this.main.getByLabel(field, { exact: true }).fill(value);
  }

  /** Opens one of the lists and picks from it. */
  async pick(list: string, option: string): Promise<void> {
    await this.main.getByRole('combobox', { name: list }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  async giveKeyFile(name: string, text: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.main.getByRole('button', { name: 'Choose a key file…' }).click();
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
    await expect(this.main).toContainText(name);
  }

  async create(): Promise<void> {
    await this.main.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(this.main).toContainText('The connection is made.');
  }
}
