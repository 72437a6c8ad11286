import { expect, type Locator, type Page } from '@playwright/test';

/** The upper pane and its tabs: a draft, written and sent. */
export class DraftPane {
  readonly page: Page;
  readonly region: Locator;

  constructor(page: Page) {
    this.page = page;
    this.region = page.getByRole('region', { name: 'Draft' });
  }

  get tabs(): Locator {
    return this.page.getByRole('navigation', { name: 'Open drafts' });
  }

  get address(): Locator {
    return this.region.getByRole('textbox', { name: 'Address' });
  }

  get body(): Locator {
    return this.region.getByRole('textbox', { name: 'Body' });
  }

  /** In the part `Auth`, for a call that carries a token and might do its work twice. */
  get resend(): Locator {
    return this.region.getByRole('checkbox', { name: /^After a 401, .+ once more$/ });
  }

  get cancelButton(): Locator {
    return this.region.getByRole('button', { name: 'Cancel' });
  }

  /** By the keyboard: while nothing is open there is no button for it. */
  async openFirst(): Promise<void> {
    await this.page.keyboard.press('Alt+n');
    await expect(this.address).toBeVisible();
  }

  async openNew(): Promise<void> {
    await this.tabs.getByRole('button', { name: 'New draft' }).click();
    await expect(this.address).toHaveValue('');
  }

  /** Brings a tab forward. `name` is what is written on it. */
  async show(name: string | RegExp): Promise<void> {
    await this.tabs.getByRole('listitem').filter({ hasText: name }).getByRole('button').first().click();
  }

  /** Brings the tab forward whose send is under way. */
  async showSending(): Promise<void> {
    const sending = this.page.getByRole('img', { name: 'sending' });
    await this.tabs.getByRole('listitem').filter({ has: sending }).getByRole('button').first().click();
  }

  /** Opens a new draft to an address and sends it. */
  async sendNewTo(url: string): Promise<void> {
    await this.openNew();
    await this.address.fill(url);
    await this.region.getByRole('button', { name: /^Send/ }).click();
  }

  async showPart(part: 'Body' | 'Query' | 'Headers' | 'Auth'): Promise<void> {
    await this.region.getByRole('tab', { name: part }).click();
  }

  /** From the part `Auth`. */
  async openAnatomy(): Promise<void> {
    await this.region.getByRole('button', { name: 'Anatomy' }).click();
  }

  /** Adds a header below those there are. */
  async addHeader(name: string, value: string): Promise<void> {
    await this.showPart('Headers');
    const table = this.region.getByRole('table', { name: 'headers' });
    const count = await table.getByRole('textbox', { name: /^Name of header/ }).count();
    await table.getByRole('textbox', { name: 'Name of a new header' }).fill(name);
    await table.getByRole('textbox', { name: `Value of header ${count + 1}` }).fill(value);
  }

  async chooseMethod(method: string): Promise<void> {
    await this.region.getByRole('combobox', { name: 'Method' }).selectOption(method);
  }

  /** Replaces the body as a person would: by choosing all of it and typing. */
  async writeBody(text: string): Promise<void> {
    await this.body.click();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.insertText(text);
  }
}
