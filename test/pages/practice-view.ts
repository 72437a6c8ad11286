import { expect, type Locator, type Page } from '@playwright/test';

/** The practice system and the list of what its service instance grants. */
export class PracticeView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get editor(): Locator {
    return this.page.getByRole('region', { name: 'Authorities of the service instance' });
  }

  get updateButton(): Locator {
    return this.editor.getByRole('button', { name: 'Update service' });
  }

  authority(name: string): Locator {
    return this.editor.getByRole('checkbox', { name: new RegExp(`\\b${name}$`) });
  }

  async update(): Promise<void> {
    await this.updateButton.click();
    await expect(this.updateButton).toBeDisabled();
  }
}
