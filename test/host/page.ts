/** The editor as a person sees it: a browser window with the workbench, and hands to use it. */
import type { EditorHost } from './server.ts';
import { launchBrowser, type Browser, type ConsoleLine, type FrameLocator, type Locator, type Page } from './playwright.ts';
import { poll } from './poll.ts';
import { QuickInput, runFromPalette } from './quickInput.ts';

/** An error on the page's console. */
export interface PageProblem {
  readonly text: string;
  /** The script or resource it is about, if known. */
  readonly url: string;
}

/** How the window is opened. */
export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  /** For example `Asia/Seoul`. */
  readonly timezone?: string;
  /** `vscode.env.language`, for example `ko`: extensions show their own translations, the editor itself stays English. */
  readonly language?: string;
  /** Opened instead of the workspace. */
  readonly url?: string;
  /** Done before the page loads. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** The first load of the workbench takes 3 s on an idle machine. */
const loadMs = 60_000;
/** What VS Code says by itself here, whatever extension is there. */
const editorsOwn = [
  // Open builds have no signing library.
  '/node_modules/vsda/',
  // A browser does not wait for what a reload would like to finish.
  '[lifecycle] Long running operations during shutdown are unsupported in the web',
  // No gallery, so no translations of its own to fetch; no GitHub to log in to for the chat.
  'getBuiltInExtensionTranslationsUri', 'authentication provider \'github\'', 'Aborted onWillSaveTextDocument-event',
  // Its own extensions, activated twice when the workspace becomes trusted.
  'Extension `vscode.', 'Activating extension \'vscode.',
];

/** A browser window on a host. */
export class EditorPage implements AsyncDisposable {
  /** Playwright's page, for what the methods here do not do. */
  readonly page: Page;
  readonly #browser: Browser;
  readonly #problems: PageProblem[];

  private constructor(browser: Browser, page: Page, problems: PageProblem[]) {
    this.#browser = browser;
    this.page = page;
    this.#problems = problems;
  }

  /** Opens the host's workspace and waits for the workbench. Extensions may still be starting. */
  static async open(host: EditorHost, options: PageOptions = {}): Promise<EditorPage> {
    const { width = 1280, height = 800, timezone, language, url = host.url, prepare } = options;
    const browser = await launchBrowser(host.install);
    try {
      const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce', ...timezone !== undefined && { timezoneId: timezone } });
      page.setDefaultTimeout(15_000);
      const editor = new EditorPage(browser, page, collectProblems(page));
      if (language !== undefined) await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
      await prepare?.(page);
      await page.goto(url, { waitUntil: 'commit', timeout: loadMs });
      await editor.#whenLoaded();
      return editor;
    } catch (error) {
      await browser.close();
      throw new Error(`The workbench did not open. The server said:\n${host.output}`, { cause: error });
    }
  }

  /** Errors on the console and uncaught ones, of the page and of all webviews, but for breaches of a content security policy. */
  get consoleErrors(): readonly PageProblem[] {
    return this.#problems.filter((problem) => !isPolicyBreach(problem));
  }

  /** What a content security policy refused, of the page and of all webviews. */
  get policyBreaches(): readonly PageProblem[] {
    return this.#problems.filter(isPolicyBreach);
  }

  /** Loads the window anew, as "Reload Window" does: the extension host is started again. */
  async reload(): Promise<void> {
    await this.page.reload({ waitUntil: 'commit', timeout: loadMs });
    await this.#whenLoaded();
  }

  /** Finds a status bar item; `itemId` is `publisher.name.itemId`. */
  statusBarItem(itemId: string): Locator {
    return this.page.locator(`[id="${itemId}"]`);
  }

  /** Waits until a status bar item is there (and its text matches, if asked), and returns its text without icons. */
  async statusBarText(itemId: string, expected = /^/, timeoutMs = 30_000): Promise<string> {
    let last: string | undefined;
    const attempt = async (): Promise<string | undefined> => {
      if (await this.statusBarItem(itemId).count() === 0) return undefined;
      last = (await this.statusBarItem(itemId).innerText({ timeout: 1_000 })).trim();
      return expected.test(last) ? last : undefined;
    };
    return poll(attempt, `the status bar item ${itemId}`, timeoutMs).catch((cause: unknown) => {
      throw new Error(`The status bar item ${itemId} ${last === undefined ? 'is not there' : `says "${last}"`}, not ${String(expected)}.`, { cause });
    });
  }

  /** Runs a command by its title in the palette, `Category: Title` or the title alone. */
  async runCommand(title: string): Promise<void> {
    await runFromPalette(this.page, title);
  }

  /** Trusts the workspace, on a host with `trust: true`, which opens it in Restricted Mode without asking. */
  async trustWorkspace(): Promise<void> {
    await this.runCommand('Workspaces: Manage Workspace Trust');
    await this.page.locator('.workspace-trust-buttons-row').getByRole('button', { name: 'Trust', exact: true }).click();
    await this.page.locator('.workspace-trust-editor.trusted').waitFor();
  }

  /** Waits for a quick pick or input box that something opened. */
  async openQuickPick(timeoutMs?: number): Promise<QuickInput> {
    return new QuickInput(this.page).whenOpen(timeoutMs);
  }

  /** Waits for a webview with this title, or the nth of those that are loaded, and returns the inside of it. */
  async webview(titleOrIndex: string | number = 0, timeoutMs = 30_000): Promise<FrameLocator> {
    const attempt = async (): Promise<FrameLocator | undefined> => {
      for (const [index, name] of (await this.#webviewNames()).entries()) {
        const outer = this.page.frameLocator(`iframe.webview.ready[name="${name}"]`);
        const title = await outer.locator('iframe#active-frame').getAttribute('title', { timeout: 1_000 });
        if (title === titleOrIndex || index === titleOrIndex) return outer.frameLocator('iframe#active-frame');
      }
      return undefined;
    };
    return poll(attempt, `the webview ${titleOrIndex}`, timeoutMs);
  }

  /** Gives the texts of the notifications that are shown now. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notification-list-item-message').filter({ visible: true }).allInnerTexts();
  }

  /** Writes what the window shows to a PNG file. */
  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  /** Closes the browser. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }

  /** A webview's outer frame has a name of its own for life; its place in the document changes. */
  async #webviewNames(): Promise<string[]> {
    const frames = await this.page.locator('iframe.webview.ready').all();
    const names = await Promise.all(frames.map((frame) => frame.getAttribute('name', { timeout: 1_000 })));
    return names.filter((name) => name !== null);
  }

  async #whenLoaded(): Promise<void> {
    await this.page.locator('.monaco-workbench').first().waitFor({ timeout: loadMs });
  }
}

function collectProblems(page: Page): PageProblem[] {
  const problems: PageProblem[] = [];
  const add = (text: string, url: string): void => {
    if (!editorsOwn.some((known) => url.includes(known) || text.includes(known))) problems.push({ text, url });
  };
  page.on('console', (line: ConsoleLine) => {
    if (line.type() === 'error') add(line.text(), line.location().url);
  });
  page.on('pageerror', (error) => add(error.stack ?? error.message, ''));
  page.on('crash', () => add('The page crashed.', ''));
  return problems;
}

function isPolicyBreach(problem: PageProblem): boolean {
  return problem.text.includes('Content Security Policy');
}
