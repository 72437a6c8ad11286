import { expect, type Locator, type Page } from '@playwright/test';

/** The list of what happened, its search, and the entry that is chosen. */
export class HistoryView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get searchField(): Locator {
    return this.page.getByRole('textbox', { name: 'Search history' });
  }

  get list(): Locator {
    return this.page.getByRole('listbox', { name: 'Entries' });
  }

  get entries(): Locator {
    return this.list.getByRole('option');
  }

  /** Calls only: without the logins made for them. */
  get calls(): Locator {
    return this.entries.filter({ hasNotText: '/oauth/token' });
  }

  get noMatch(): Locator {
    return this.page.getByText('No match', { exact: true });
  }

  /** The gates that stopped something, each with how often. */
  gate(name: string): Locator {
    return this.page.getByRole('group', { name: 'Stopped at' }).getByRole('button', { name: new RegExp(name) });
  }

  async search(words: string): Promise<void> {
    await this.searchField.fill(words);
  }

  async expectCount(words: string): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: words })).toBeVisible();
  }

  async choose(text: string): Promise<void> {
    await this.entries.filter({ hasText: text }).first().click();
    await expect(this.page.getByRole('region', { name: 'Answer' })).toBeVisible();
  }
}
