/** The part of playwright-core that the tests use, as types: the package lies in the test bed, where the compiler does not see it. */
import { pathToFileURL } from 'node:url';
import type { HostReady } from './install.ts';

/** How a click, a key press or a wait is done. */
export interface ActOptions {
  readonly timeout?: number;
  readonly force?: boolean;
  readonly button?: 'left' | 'right' | 'middle';
  readonly modifiers?: readonly ('Alt' | 'Control' | 'ControlOrMeta' | 'Meta' | 'Shift')[];
}

/** What elements are looked for by. */
export interface Searchable {
  locator(selector: string, options?: { readonly hasText?: string | RegExp; readonly has?: Locator }): Locator;
  getByRole(role: string, options?: { readonly name?: string | RegExp; readonly exact?: boolean }): Locator;
  getByText(text: string | RegExp, options?: { readonly exact?: boolean }): Locator;
  getByLabel(text: string | RegExp, options?: { readonly exact?: boolean }): Locator;
  frameLocator(selector: string): FrameLocator;
}

/** What tests ask of an element in the page; the compiler that checks the tests does not know the DOM. */
export interface PageElement {
  readonly outerHTML: string;
  readonly className: string;
  readonly textContent: string | null;
  readonly clientHeight: number;
  readonly clientWidth: number;
  readonly scrollHeight: number;
  readonly scrollWidth: number;
  scrollTop: number;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  matches(selector: string): boolean;
  computedStyleMap(): { get(property: string): { toString(): string } | undefined };
}

/** Elements, found anew each time they are asked. */
export interface Locator extends Searchable {
  first(): Locator;
  last(): Locator;
  nth(index: number): Locator;
  filter(options: { readonly hasText?: string | RegExp; readonly has?: Locator; readonly visible?: boolean }): Locator;
  count(): Promise<number>;
  all(): Promise<Locator[]>;
  click(options?: ActOptions): Promise<void>;
  dblclick(options?: ActOptions): Promise<void>;
  hover(options?: ActOptions): Promise<void>;
  focus(options?: ActOptions): Promise<void>;
  fill(text: string, options?: ActOptions): Promise<void>;
  press(key: string, options?: ActOptions): Promise<void>;
  pressSequentially(text: string, options?: ActOptions): Promise<void>;
  check(options?: ActOptions): Promise<void>;
  selectOption(value: string, options?: ActOptions): Promise<string[]>;
  scrollIntoViewIfNeeded(options?: ActOptions): Promise<void>;
  innerText(options?: ActOptions): Promise<string>;
  textContent(options?: ActOptions): Promise<string | null>;
  inputValue(options?: ActOptions): Promise<string>;
  innerHTML(options?: ActOptions): Promise<string>;
  getAttribute(name: string, options?: ActOptions): Promise<string | null>;
  allInnerTexts(): Promise<string[]>;
  isVisible(): Promise<boolean>;
  isEnabled(): Promise<boolean>;
  boundingBox(): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null>;
  screenshot(options?: { readonly path?: string }): Promise<Buffer>;
  waitFor(options?: { readonly state?: 'attached' | 'detached' | 'visible' | 'hidden'; readonly timeout?: number }): Promise<void>;
  /** Runs a function in the page; it may use nothing from around it. */
  evaluate<T>(look: (element: PageElement) => T): Promise<T>;
  evaluateAll<T>(look: (elements: readonly PageElement[]) => T): Promise<T>;
  ariaSnapshot(options?: ActOptions): Promise<string>;
}

/** The inside of a frame. */
export interface FrameLocator extends Searchable {
  first(): FrameLocator;
  nth(index: number): FrameLocator;
  owner(): Locator;
}

/** A line on the page's console. */
export interface ConsoleLine {
  type(): string;
  text(): string;
  location(): { readonly url: string };
}

/** A document in the page: the workbench, or one of the two frames of a webview. */
export interface Frame extends Searchable {
  url(): string;
  evaluate(script: string): Promise<unknown>;
}

/** A tab of the browser. */
export interface Page extends Searchable {
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  readonly mouse: { move(x: number, y: number): Promise<void>; wheel(x: number, y: number): Promise<void>; click(x: number, y: number): Promise<void> };
  goto(url: string, options?: { readonly waitUntil?: 'commit' | 'domcontentloaded' | 'load'; readonly timeout?: number }): Promise<unknown>;
  reload(options?: { readonly waitUntil?: 'commit' | 'domcontentloaded' | 'load'; readonly timeout?: number }): Promise<unknown>;
  url(): string;
  frames(): Frame[];
  /** Runs an expression; text, since the compiler does not know the DOM. */
  evaluate(script: string): Promise<unknown>;
  /** Runs before any script of the page, in every frame. */
  addInitScript(script: string): Promise<unknown>;
  exposeFunction(name: string, callback: (...args: unknown[]) => unknown): Promise<void>;
  screenshot(options: { readonly path: string }): Promise<Buffer>;
  setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>;
  setDefaultTimeout(timeoutMs: number): void;
  on(event: 'console', listener: (line: ConsoleLine) => void): unknown;
  on(event: 'pageerror', listener: (error: Error) => void): unknown;
  on(event: 'crash', listener: () => void): unknown;
}

/** A running browser. */
export interface Browser {
  newPage(options?: {
    readonly viewport?: { readonly width: number; readonly height: number };
    readonly timezoneId?: string;
    readonly reducedMotion?: 'reduce';
  }): Promise<Page>;
  close(): Promise<void>;
}

interface PlaywrightModule {
  readonly chromium: { launch(options: { readonly executablePath: string; readonly args: readonly string[] }): Promise<Browser> };
}

/** Quiet, and able to run as root in a container. */
const browserArguments = [
  '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** Starts the browser of the test bed. */
export async function launchBrowser(install: HostReady): Promise<Browser> {
  if (install.chromiumPath === undefined) throw new Error('The test bed has no browser: call ensureHost without `browser: false`.');
  const playwright = await import(pathToFileURL(install.playwrightEntry).href) as PlaywrightModule;
  return playwright.chromium.launch({ executablePath: install.chromiumPath, args: browserArguments });
}
