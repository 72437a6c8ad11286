import { expect, type Locator, type Page } from '@playwright/test';

type State = 'passed' | 'failed' | 'nothing to do' | 'not reached';

/** The check on a connection's page, step by step. */
export class DoctorPanel {
  readonly page: Page;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole('region', { name: 'Check of the connection' });
  }

  /** The whole in one sentence. */
  get verdict(): Locator {
    return this.panel.getByRole('status');
  }

  step(name: string): Locator {
    const heading = this.page.getByRole('heading', { level: 3, name: new RegExp(`^${name} `) });
    return this.panel.getByRole('listitem').filter({ has: heading });
  }

  /** Checks the connection whose page is open, and waits for what comes of it. */
  async check(): Promise<void> {
    await this.page.getByRole('button', { name: 'Check this connection' }).click();
    await this.#finish();
  }

  async checkAgain(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Check again' }).click();
    await this.#finish();
  }

  /** States of the steps by name, in their order. */
  async expectStates(states: Record<string, State>): Promise<void> {
    for (const [name, state] of Object.entries(states))
      await expect(this.step(name).getByRole('heading')).toHaveText(`${name} ${state}`);
  }

  /** Accepts the certificate that was refused; resolves to the fingerprint that is asked about. */
  async acceptCertificate(): Promise<string> {
    const tls = this.step('TLS');
    await tls.getByRole('button', { name: 'Accept this certificate…' }).click();
    await expect(tls.getByRole('button', { name: 'Cancel' })).toBeFocused();
    const fingerprint = await tls.getByRole('code').last().innerText();
    await tls.getByRole('button', { name: 'Accept it for this connection' }).click();
    return fingerprint;
  }

  async #finish(): Promise<void> {
    await expect(this.panel).not.toHaveAttribute('aria-busy');
  }
}
