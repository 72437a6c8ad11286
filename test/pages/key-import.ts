import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog a key is pasted into, the overlay and the dialog of a dropped one, and what is said of its faults. */
export class KeyImport {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  get field(): Locator {
    return this.page.getByRole('textbox', { name: 'Key or transcript' });
  }

  /** One line per fault: field and place, sentence, mend. */
  get problems(): Locator {
    return this.dialog.getByRole('listitem');
  }

  /** That a key was read, said on the page of its connection; `again` where the connection was known before. */
  get said(): Locator {
    return this.page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: /The key is read|has its secret again/ });
  }

  /** Replaces what stands in the field, as the clipboard would, and has it read. */
  async read(text: string): Promise<void> {
    await this.field.focus();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.insertText(text);
    await this.dialog.getByRole('button', { name: 'Read it' }).click();
  }

  async expectRead(): Promise<void> {
    await expect(this.dialog).toBeHidden();
    await expect(this.said).toBeVisible();
  }

  /** Holds a file over the window without letting go. */
  async holdFileOver(): Promise<void> {
    await this.#drag('dragenter');
    await expect(this.page.getByText('Drop it to read it')).toBeVisible();
  }

  async takeFileAway(): Promise<void> {
    await this.#drag('dragleave');
    await expect(this.page.getByText('Drop it to read it')).toBeHidden();
  }

  async #drag(type: 'dragenter' | 'dragleave'): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['{}'], 'key.json', { type: 'application/json' }));
      return data;
    });
    await this.page.dispatchEvent('body', type, { dataTransfer });
    await dataTransfer.dispose();
  }
}
