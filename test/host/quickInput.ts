/** The box at the top of the window that asks: command palette, quick picks, input boxes. */
import { poll } from './poll.ts';
import type { Locator, Page } from './playwright.ts';

/** The box while it is open. */
export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;

  /** Looks at the box of `page`; opens nothing. */
  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget').filter({ visible: true });
  }

  /** The field to type in. */
  get field(): Locator {
    return this.#widget.locator('input.input').first();
  }

  /** Tells whether the box is there now. */
  async isOpen(): Promise<boolean> {
    return await this.#widget.count() > 0;
  }

  /** Waits until the box is there. */
  async whenOpen(timeoutMs?: number): Promise<this> {
    await poll(() => this.isOpen(), 'a quick pick or input box', timeoutMs);
    return this;
  }

  /** Waits until the box is gone. */
  async whenClosed(timeoutMs?: number): Promise<void> {
    await poll(async () => !await this.isOpen(), 'the quick pick or input box to close', timeoutMs);
  }

  /** Gives the labels of the rows that are drawn now (a long list draws only what is in sight). */
  async labels(): Promise<string[]> {
    return this.#rows().locator('.label-name').allInnerTexts();
  }

  /** Gives title, placeholder and message: what the box asks. */
  async question(): Promise<string> {
    const shown = await this.#widget.locator('.quick-input-title, .quick-input-message').filter({ visible: true }).allInnerTexts();
    const placeholder = await this.field.getAttribute('placeholder');
    return [...shown, placeholder ?? ''].filter((text) => text.trim() !== '').join('\n');
  }

  /** Waits for the row with exactly this label and chooses it. */
  async choose(label: string, timeoutMs?: number): Promise<void> {
    const choice = await poll(() => this.row((text) => text === label), `a choice named "${label}"`, timeoutMs);
    await choice.click();
  }

  /** Types over what is in the field. */
  async fill(text: string): Promise<void> {
    await this.field.fill(text);
  }

  /** Accepts what is typed or chosen. */
  async accept(): Promise<void> {
    await this.field.press('Enter');
  }

  /** Closes the box without an answer. */
  async dismiss(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.whenClosed();
  }

  /** Finds the first drawn row whose label is the wanted one. */
  async row(isWanted: (label: string) => boolean): Promise<Locator | undefined> {
    const index = (await this.labels()).findIndex(isWanted);
    return index === -1 ? undefined : this.#rows().nth(index);
  }

  #rows(): Locator {
    return this.#widget.locator('.quick-input-list .monaco-list-row');
  }
}

/**
 * Runs a command by its title in the palette, `Category: Title` or the title alone.
 * Waits for the command to be offered: an extension's commands appear a moment after the window.
 */
export async function runFromPalette(page: Page, title: string, timeoutMs = 20_000): Promise<void> {
  const palette = new QuickInput(page);
  const isWanted = (label: string): boolean => label === title || label.endsWith(`: ${title}`);
  let offered: readonly string[] = [];
  const attempt = async (): Promise<boolean> => {
    if (!await palette.isOpen()) await page.keyboard.press('F1');
    await palette.whenOpen(1_000);
    await palette.fill(`>${title}`);
    const row = await poll(() => palette.row(isWanted), title, 1_000).catch(() => undefined);
    if (row === undefined) {
      offered = await palette.labels();
      await palette.dismiss();
      return false;
    }
    await row.click({ timeout: 1_000 });
    return true;
  };
  await poll(attempt, `the command "${title}"`, timeoutMs).catch((cause: unknown) => {
    throw new Error(`The palette does not offer "${title}". It last offered: ${offered.join(' | ') || 'nothing'}.`, { cause });
  });
}
