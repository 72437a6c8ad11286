import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** The list of connections and the page of one. */
export class ConnectionView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get rows(): Locator {
    return this.page.getByRole('main').getByRole('listitem').getByRole('button');
  }

  get credential(): Locator {
    return this.page.getByRole('region', { name: 'Credential' });
  }

  get token(): Locator {
    return this.page.getByRole('region', { name: 'Token' });
  }

  /** What is asked for because the key does not name it. */
  get question(): Locator {
    return this.page.getByRole('region', { name: 'Endpoints' }).getByText('Where is the service?');
  }

  endpoint(name: string): Locator {
    return this.page.getByRole('textbox', { name });
  }

  async open(name: string | RegExp): Promise<void> {
    await this.rows.filter({ hasText: name }).first().click();
    await expect(this.credential).toBeVisible();
  }

  async giveEndpoint(name: string, value: string): Promise<void> {
    await this.endpoint(name).fill(value);
    await this.page.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(this.question).toBeHidden();
  }

  async getToken(): Promise<void> {
    await this.token.getByRole('button', { name: /token$/ }).click();
  }

  /** Adds a CA file to those this connection trusts. */
  async trustAlso(name: string, pem: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Add a CA file…' }).click();
    await (await chooser).setFiles({ name, mimeType: 'application/x-pem-file', buffer: Buffer.from(pem) });
    await expect(this.page.getByRole('button', { name: 'Another CA file…' })).toBeVisible();
  }

  /** The name over the page. */
  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  get endpoints(): Locator {
    return this.page.getByRole('region', { name: 'Endpoints' });
  }

  /** What authorising will send. */
  get preview(): Locator {
    return this.page.getByRole('region', { name: 'What will be sent' });
  }

  get trust(): Locator {
    return this.page.getByRole('region', { name: 'Trust' });
  }

  /** What the last export or import came to. */
  get transferNote(): Locator {
    return this.page.getByRole('main').getByRole('status');
  }

  async rename(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Rename' }).click();
    await this.page.getByRole('textbox', { name: 'Name of the connection' }).fill(name);
    await this.page.keyboard.press('Enter');
    await expect(this.title).toContainText(name);
  }

  async chooseColour(name: string): Promise<void> {
    const colour = this.page.getByRole('radio', { name });
    await colour.click({ force: true });
    await expect(colour).toBeChecked();
  }

  async markAsProduction(): Promise<void> {
    const mark = this.page.getByRole('checkbox', { name: 'This is a production system' });
    await mark.click();
    await expect(this.title).toContainText('production');
  }

  /** Runs one of the rarer commands, behind the three dots. */
  async runMore(command: string): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name: 'More' }).click();
    await this.page.getByRole('menuitem', { name: command }).click();
  }

  /** Removes the connection, and says yes to the question. */
  async remove(): Promise<void> {
    await this.runMore('Remove…');
    await this.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(this.page.getByRole('dialog')).toBeHidden();
  }

  /** Hands the connection out; resolves to the text of the file. */
  async export(): Promise<string> {
    const download = this.page.waitForEvent('download');
    await this.runMore('Export without secrets…');
    const file = await download;
    expect(file.suggestedFilename()).toBe('gatewright-connections.json');
    return readFile(await file.path(), 'utf8');
  }

  /** Takes in a file of exported connections by way of the list. */
  async import(text: string): Promise<void> {
    const main = this.page.getByRole('main');
    const chooser = this.page.waitForEvent('filechooser');
    await main.getByRole('button', { name: 'From a file' }).click();
    await this.page.getByRole('menuitem', { name: 'Import connections…' }).click();
    const buffer = Buffer.from(text);
    await (await chooser).setFiles({ name: 'gatewright-connections.json', mimeType: 'application/json', buffer });
  }

  /** Fills in the form for a Process Server and creates the connection. */
  async createProcessServer(url: string, user: string, password: string): Promise<void> {
    await this.page.getByRole('radio', { name: 'Process Server' }).check({ force: true });
    await this.page.getByRole('textbox', { name: 'Process Server' }).fill(url);
    await this.page.getByRole('textbox', { name: 'User' }).fill(user);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Create' }).click();
    await expect(this.credential).toContainText(user);
  }
}
