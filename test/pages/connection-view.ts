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
