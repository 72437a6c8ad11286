import { expect, type Locator, type Page } from '@playwright/test';

type PracticeName = 'SAP Workflow' | 'Magnus' | 'Process Server';

/** The practice systems: who logs in, what goes wrong, and what the service instance grants. */
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

  async show(system: PracticeName): Promise<void> {
    await this.page
      .getByRole('tablist', { name: 'Practice systems' })
      .getByRole('tab', { name: new RegExp(`^${system}`) })
      .click();
  }

  /** Starts a system that does not run yet, and opens its first call. */
  async start(system: PracticeName, firstCall: string): Promise<void> {
    await this.show(system);
    await this.page.getByRole('button', { name: 'Start the practice system' }).click();
    await this.page.getByRole('tabpanel').getByRole('button', { name: firstCall }).click();
    await expect(this.page.getByRole('region', { name: 'Draft' })).toBeVisible();
  }

  /** Turns one fault on, found by its name or its cause. */
  async turnOn(fault: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Find a fault or a cause' }).fill(fault);
    const row = this.page.getByRole('checkbox', { name: fault, exact: true });
    await row.click();
    await expect(row).toBeChecked();
  }

  async clearFaults(): Promise<void> {
    await this.page.getByRole('button', { name: /^Clear all faults/ }).click();
    await expect(this.page.getByRole('button', { name: 'No fault is on' })).toBeVisible();
  }

  async logInAs(user: string): Promise<void> {
    const line = this.page.getByRole('listitem').filter({ hasText: user });
    await line.getByRole('button', { name: /^Use this/ }).click();
    await expect(line).toContainText('in use');
  }
}
