import { expect, type Locator, type Page } from '@playwright/test';
import { AnatomyView } from './anatomy-view.ts';
import { AuthoritiesView } from './authorities-view.ts';
import { ConnectionView } from './connection-view.ts';
import { DoctorPanel } from './doctor-panel.ts';
import { DraftPane } from './draft-pane.ts';
import { ExplainView } from './explain-view.ts';
import { HistoryView } from './history-view.ts';
import { KeyImport } from './key-import.ts';
import { NewConnectionForm } from './new-connection-form.ts';
import { PracticeView } from './practice-view.ts';
import { ProductionQuestion } from './production-question.ts';
import { SupportView } from './support-view.ts';
import { VaultPanel } from './vault-panel.ts';

type AnswerView = 'Explain' | 'Body' | 'Headers' | 'Timing';

/** The window as a person finds their way in it: by what is written on things. Selectors live here and nowhere else. */
export class GatewrightPage {
  readonly page: Page;
  readonly drafts: DraftPane;
  readonly explain: ExplainView;
  readonly authorities: AuthoritiesView;
  readonly support: SupportView;
  readonly history: HistoryView;
  readonly connections: ConnectionView;
  readonly newConnection: NewConnectionForm;
  readonly doctor: DoctorPanel;
  readonly anatomy: AnatomyView;
  readonly production: ProductionQuestion;
  readonly practice: PracticeView;
  readonly vault: VaultPanel;
  readonly keys: KeyImport;

  constructor(page: Page) {
    this.page = page;
    this.drafts = new DraftPane(page);
    this.explain = new ExplainView(page);
    this.authorities = new AuthoritiesView(page);
    this.support = new SupportView(page);
    this.history = new HistoryView(page);
    this.connections = new ConnectionView(page);
    this.newConnection = new NewConnectionForm(page);
    this.doctor = new DoctorPanel(page);
    this.anatomy = new AnatomyView(page);
    this.production = new ProductionQuestion(page);
    this.practice = new PracticeView(page);
    this.vault = new VaultPanel(page);
    this.keys = new KeyImport(page);
  }

  async open(link: string): Promise<void> {
    await this.page.goto(link);
    await expect(this.page.getByRole('banner')).toBeVisible();
  }

  get draft(): Locator {
    return this.drafts.region;
  }

  get answer(): Locator {
    return this.page.getByRole('region', { name: 'Answer' });
  }

  get statusBar(): Locator {
    return this.page.getByRole('contentinfo');
  }

  /** The view the rail says is shown. */
  get main(): Locator {
    return this.page.getByRole('main');
  }

  /** What is said across the window when the core is no longer there. */
  get coreGone(): Locator {
    return this.page.getByRole('alert').filter({ hasText: 'The core went away.' });
  }

  get palette(): Locator {
    return this.page.getByRole('textbox', { name: 'Search or run a command' });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async startPractising(): Promise<void> {
    await this.button('Start practising').click();
    await expect(this.draft).toBeVisible();
  }

  async send(): Promise<void> {
    await this.draft.getByRole('button', { name: /^Send/ }).click();
  }

  async expectStatus(status: string): Promise<void> {
    await expect(this.answer.getByRole('status').filter({ hasText: status })).toBeVisible();
  }

  async grantInPractice(): Promise<void> {
    await this.button('Grant in the practice system').click();
    await expect(this.answer.getByRole('status').filter({ hasText: 'granted' })).toBeVisible();
  }

  async renewAndSend(): Promise<void> {
    await this.button('Renew token and send again').click();
  }

  async openOperation(name: string | RegExp): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Operations' }).getByRole('button', { name }).click();
  }

  async goTo(view: string): Promise<void> {
    await this.page
      .getByRole('navigation')
      .getByRole('button', { name: new RegExp(`^${view}`) })
      .click();
  }

  answerTab(view: AnswerView): Locator {
    return this.answer.getByRole('tab', { name: view });
  }

  async showAnswer(view: AnswerView): Promise<void> {
    await this.answerTab(view).click();
    await expect(this.answerTab(view)).toHaveAttribute('aria-selected', 'true');
  }

  async openPasteDialog(): Promise<void> {
    await this.runCommand('Paste a key or a transcript');
    await expect(this.keys.field).toBeVisible();
  }

  async openPalette(): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await expect(this.palette).toBeVisible();
  }

  async showBody(): Promise<string> {
    await this.showAnswer('Body');
    const body = this.answer.getByRole('textbox', { name: 'Body of the answer' });
    await expect(body).toBeVisible();
    return body.innerText();
  }

  /** Chooses a key file that lies on disk, so that its text never passes through the test's own scripts in the page. */
  async chooseKeyFileAt(path: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.button('Choose a file…').click();
    await (await chooser).setFiles(path);
    await expect(this.page.getByRole('status').filter({ hasText: 'The key is read' }).first()).toBeVisible();
  }

  /** Pastes a key through the palette's dialog, as the clipboard would. */
  async pasteKey(text: string): Promise<void> {
    await this.runCommand('Paste a key or a transcript');
    const field = this.page.getByRole('textbox', { name: 'Key or transcript' });
    await field.focus();
    await this.page.keyboard.insertText(text);
    await this.page.getByRole('dialog').getByRole('button', { name: 'Read it' }).click();
    await expect(field).toBeHidden();
  }

  /** Opens the page of the connection in use by way of the status bar. */
  async openActiveConnection(): Promise<void> {
    await this.statusBar.getByRole('button', { name: /token/ }).click();
  }

  /** Finds a command in the palette and runs it, by keyboard alone. */
  async runCommand(name: string): Promise<void> {
    await this.openPalette();
    await this.palette.fill(name);
    await expect(this.page.getByRole('dialog').getByRole('button', { name }).first()).toBeVisible();
    await this.palette.press('Enter');
    await expect(this.palette).toBeHidden();
  }

  /** Seals the vault under a passphrase from the status bar. */
  async keepSecrets(passphrase: string): Promise<void> {
    await this.statusBar.getByRole('button', { name: /^vault/ }).click();
    await this.page.getByLabel('Passphrase').fill(passphrase);
    await this.page.getByLabel('The same again').fill(passphrase);
    await this.button('Keep secrets').click();
    await expect(this.statusBar).toContainText('sealed by passphrase');
  }

  /** Drops a file on the window, as the desktop's file manager would. */
  async dropFile(name: string, content: string | Uint8Array): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      ([fileName, base64]) => {
        const data = new DataTransfer();
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], fileName));
        return data;
      },
      [name, Buffer.from(content).toString('base64')] as const,
    );
    for (const type of ['dragenter', 'dragover', 'drop'])
      await this.page.dispatchEvent('body', type, { dataTransfer: transfer });
    await transfer.dispose();
  }

  /** Every line of the history list that can be seen, as text. */
  async historyLines(): Promise<string[]> {
    return this.page.getByRole('listbox', { name: 'Entries' }).getByRole('option').allInnerTexts();
  }
}
