import { expect, type Locator, type Page } from '@playwright/test';

/** A token taken apart. */
export class AnatomyView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  get claims(): Locator {
    return this.#part('Claims');
  }

  get scopes(): Locator {
    return this.#part('Scopes').getByRole('row');
  }

  get signature(): Locator {
    return this.#part('Signature');
  }

  get comparison(): Locator {
    return this.#part('Comparison');
  }

  /** The field a JWT is pasted into. */
  get pasted(): Locator {
    return this.page.getByRole('textbox', { name: 'JWT', exact: true });
  }

  /** What is said of the signature, in two or three words. */
  async expectSignature(words: 'verified' | 'not verified' | 'fails, as it should'): Promise<void> {
    await expect(this.signature.getByRole('status').getByText(new RegExp(`^\\W ${words}$`))).toBeVisible();
  }

  async checkAgainst(key: 'Its own' | 'A key' | 'JWKS URL'): Promise<void> {
    await this.signature.getByRole('radio', { name: key }).check({ force: true });
  }

  async giveKey(text: string): Promise<void> {
    await this.checkAgainst('A key');
    await this.signature.getByRole('textbox', { name: 'Key as PEM, JWK or JWKS' }).fill(text);
  }

  async giveJwksUrl(url: string): Promise<void> {
    await this.checkAgainst('JWKS URL');
    await this.signature.getByRole('textbox', { name: 'Address of the JWKS' }).fill(url);
    await this.signature.getByRole('button', { name: 'Fetch and check' }).click();
  }

  async changeOneCharacter(): Promise<void> {
    await this.page.getByRole('button', { name: 'Change one character' }).click();
  }

  async putItBack(): Promise<void> {
    await this.page.getByRole('button', { name: 'Put it back' }).click();
  }

  /** Lays a second token beside the first. */
  async compareWithPasted(jwt: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Compare with…' }).click();
    await this.comparison.getByRole('combobox', { name: 'Second token' }).selectOption('A JWT I paste');
    await this.comparison.getByRole('textbox', { name: 'Second JWT' }).fill(jwt);
  }

  #part(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }
}
