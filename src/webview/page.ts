/** The part of a panel's script that both panels share: messages, clicks, what is kept over hiding. */
import type { FromPanel, ToPanel } from '../rpc/contract.ts';
import type { Formats } from './format.ts';
import { patch } from './patch.ts';
import type { PanelStrings } from './strings.ts';
import type { TreeNode } from './tree.ts';

/** What the editor gives a panel's script. */
interface EditorApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

/** How the panel shows a message; it is shown again when the theme changes. */
export type Show = (message: ToPanel, page: Page) => void;

/** The page of a panel. */
export interface Page {
  readonly strings: PanelStrings;
  readonly formats: () => Formats;
  /** Makes the page look like `tree`. */
  readonly render: (tree: readonly TreeNode[]) => void;
}

/** Connects the page with the host; `show` is called with each state that arrives. */
export function openPage(show: Show): void {
  const api = acquireVsCodeApi();
  const root = document.getElementById('page');
  if (!root) return;
  const page: Page = { strings: readStrings(), formats: readFormats, render: (tree) => patch(root, tree) };
  let last: ToPanel | undefined;
  const showLast = (): void => {
    if (last) show(last, page);
  };
  const place = new KeptPlace(api, root);
  window.addEventListener('message', (event: MessageEvent<ToPanel>) => {
    last = event.data;
    showLast();
    place.restore();
  });
  window.addEventListener('error', (event) => api.postMessage({ kind: 'failed', message: event.message }));
  window.addEventListener('unhandledrejection', (event) => api.postMessage({ kind: 'failed', message: String(event.reason) }));
  root.addEventListener('click', (event) => sendClick(event, api));
  // The editor changes the body's class and the root's style when the theme changes.
  const themed = new MutationObserver(showLast);
  themed.observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
  themed.observe(document.documentElement, { attributeFilter: ['style'] });
  api.postMessage({ kind: 'ready' });
}

/** Returns what goes on a click: the nearest button's place or command. */
function sendClick(event: MouseEvent, api: EditorApi): void {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button') : null;
  const { path, line, command } = button?.dataset ?? {};
  if (command !== undefined) api.postMessage({ kind: 'command', command });
  else if (path !== undefined) api.postMessage({ kind: 'open', path, line: Number(line) });
}

/** The host writes the table into the page it makes, so its shape is known. */
function readStrings(): PanelStrings {
  return JSON.parse(document.body.dataset['strings'] ?? '{}') as PanelStrings;
}

/** The region of the user's own language (en-GB) when the editor only says the language (en). */
function readFormats(): Formats {
  const language = document.documentElement.lang;
  const own = navigator.languages.find((name) => name === language || name.startsWith(`${language}-`));
  return { locale: own ?? language, nowMs: Date.now() };
}

/** Keeps over hiding and reloading where the page was scrolled to and which details were open. */
class KeptPlace {
  readonly #api: EditorApi;
  readonly #root: HTMLElement;
  #isRestored = false;

  constructor(api: EditorApi, root: HTMLElement) {
    this.#api = api;
    this.#root = root;
    window.addEventListener('scroll', () => this.#keep(), { passive: true });
    // `toggle` does not bubble, but it can be caught on its way down.
    root.addEventListener('toggle', () => this.#keep(), { capture: true });
  }

  /** Goes back to the kept place, once there is something to scroll. */
  restore(): void {
    if (this.#isRestored) return;
    const { scrollY, open } = parseKept(this.#api.getState());
    for (const details of this.#details()) details.open = open.has(details.dataset['key']);
    window.scrollTo(0, scrollY);
    this.#isRestored = true;
  }

  #keep(): void {
    if (!this.#isRestored) return;
    const open = this.#details().filter((details) => details.open).map((details) => details.dataset['key']);
    this.#api.setState({ scrollY: window.scrollY, open });
  }

  #details(): readonly HTMLDetailsElement[] {
    return [...this.#root.querySelectorAll('details')];
  }
}

function parseKept(state: unknown): { readonly scrollY: number; readonly open: ReadonlySet<unknown> } {
  const kept: Readonly<Record<string, unknown>> = typeof state === 'object' ? { ...state } : {};
  return { scrollY: typeof kept['scrollY'] === 'number' ? kept['scrollY'] : 0, open: new Set(Array.isArray(kept['open']) ? kept['open'] : []) };
}
