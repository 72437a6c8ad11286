import { expect, type Locator, type Page } from '@playwright/test';

/** Why an exchange went as it did: the strip of its gates, what is believed, what mends it and what would tell. */
export class ExplainView {
  readonly page: Page;
  readonly pane: Locator;

  constructor(page: Page) {
    this.page = page;
    this.pane = page.getByRole('region', { name: 'Answer' });
  }

  /** One gate of the strip, with its name, its state and the few words below it. */
  gate(name: string): Locator {
    return this.pane.getByRole('list', { name: 'Gates on the way of this call' }).getByRole('listitem').filter({
      hasText: name,
    });
  }

  async expectStoppedAt(gate: string): Promise<void> {
    await expect(this.gate(gate)).toContainText('stopped the call');
  }

  /** The sentence that is believed most, and how sure it is. */
  async expectCause(sentence: string | RegExp, confidence: 'certain' | 'likely' | 'possible'): Promise<void> {
    await expect(this.pane.getByRole('heading', { level: 2 })).toContainText(sentence);
    await expect(this.pane.getByText(new RegExp(`^${confidence}: `)).first()).toBeVisible();
  }

  get mends(): Locator {
    return this.pane.getByRole('region', { name: 'What mends it' });
  }

  get probes(): Locator {
    return this.pane.getByRole('region', { name: 'What would tell' });
  }

  get sentProbes(): Locator {
    return this.probes.getByRole('list', { name: 'Probes sent' }).getByRole('listitem');
  }

  async mend(label: string | RegExp): Promise<void> {
    await this.mends.getByRole('button', { name: label }).first().click();
  }

  async probe(label: string | RegExp): Promise<void> {
    await this.probes.getByRole('button', { name: label }).click();
  }

  async sendAgain(): Promise<void> {
    await this.mends.getByRole('button', { name: 'Send again', exact: true }).first().click();
  }
}
