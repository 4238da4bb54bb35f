/** The two panels: each opens once, is restored after a reload, and is live only while it can be seen. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import { messageOf } from '../base/errors.ts';
import type { ToPanel } from '../rpc/contract.ts';
import { briefingPanel } from './briefingPanel.ts';
import { commandPrefix, isCommandId } from './commandTable.ts';
import { dashboardPanel } from './dashboardPanel.ts';
import type { EngineClient } from './engineClient.ts';
import { openPlace } from './openPlace.ts';
import { panelHtml } from './panelHtml.ts';
import { parseFromPanel } from './panelMessage.ts';
import { panelStrings } from './panelStrings.ts';

/** One kind of panel. */
export interface PanelKind {
  readonly viewType: string;
  readonly title: string;
  /** Script and styles, relative to the extension. */
  readonly script: string;
  readonly styles: readonly string[];
  /** Makes the whole state to show. */
  readonly state: () => Promise<ToPanel>;
}

/** Opens panels. */
export interface Panels {
  showBriefing(): void;
  showDashboard(): void;
  dispose(): void;
}

/** Registers both panels with the editor. */
export function openPanels(engine: EngineClient, extensionUri: vscode.Uri): Panels {
  const briefing = new PanelSlot(briefingPanel(engine), engine, extensionUri);
  const dashboard = new PanelSlot(dashboardPanel(engine), engine, extensionUri);
  const slots = [briefing, dashboard];
  return {
    showBriefing: () => briefing.show(),
    showDashboard: () => dashboard.show(),
    dispose: () => slots.forEach((slot) => slot.dispose()),
  };
}

/** Holds at most one panel of its kind. */
class PanelSlot implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #kind: PanelKind;
  readonly #engine: EngineClient;
  readonly #extensionUri: vscode.Uri;
  readonly #subscriptions: { dispose(): unknown }[];
  #panel: vscode.WebviewPanel | undefined;
  #isSending = false;
  #isOutdated = false;

  constructor(kind: PanelKind, engine: EngineClient, extensionUri: vscode.Uri) {
    this.#kind = kind;
    this.#engine = engine;
    this.#extensionUri = extensionUri;
    this.#subscriptions = [
      engine.onDidChange(() => void this.#send()),
      vscode.window.registerWebviewPanelSerializer(kind.viewType, this),
    ];
  }

  show(): void {
    if (this.#panel) this.#panel.reveal();
    else this.#adopt(vscode.window.createWebviewPanel(this.#kind.viewType, this.#kind.title, vscode.ViewColumn.Active));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#panel?.dispose();
    this.#adopt(panel);
    return Promise.resolve();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#panel?.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    const { webview } = panel;
    const inExtension = (relative: string): vscode.Uri => vscode.Uri.joinPath(this.#extensionUri, relative);
    const webUri = (relative: string): string => webview.asWebviewUri(inExtension(relative)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [inExtension('dist/webview'), inExtension('media')] };
    panel.iconPath = inExtension('media/icon.svg');
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.onDidChangeViewState(() => void this.#send());
    webview.onDidReceiveMessage((received: unknown) => {
      this.#receive(received).catch((error: unknown) => void vscode.window.showErrorMessage(messageOf(error)));
    });
    webview.html = panelHtml({
      nonce: randomBytes(16).toString('base64url'),
      cspSource: webview.cspSource,
      title: this.#kind.title,
      locale: this.#engine.words.locale,
      scriptUri: webUri(this.#kind.script),
      styleUris: this.#kind.styles.map(webUri),
      strings: { ...panelStrings() },
    });
  }

  /** Sends the state as it is when it is sent; calls that come meanwhile lead to one more sending. */
  async #send(): Promise<void> {
    this.#isOutdated = true;
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#isOutdated && this.#panel?.visible === true) {
        this.#isOutdated = false;
        await this.#panel.webview.postMessage(await this.#kind.state());
      }
    } catch (error) {
      this.#engine.log.error(`${this.#kind.viewType}: ${messageOf(error)}`);
    } finally {
      this.#isSending = false;
    }
  }

  async #receive(received: unknown): Promise<void> {
    const message = parseFromPanel(received);
    if (!message) return;
    switch (message.kind) {
      case 'ready':
        return this.#send();
      case 'open':
        return openPlace(message, this.#engine, this.#panel?.viewColumn);
      case 'command':
        if (isCommandId(message.command)) await vscode.commands.executeCommand(commandPrefix + message.command);
        return;
      case 'failed':
        this.#engine.log.error(`${this.#kind.viewType}: ${message.message}`);
        return;
      default:
        return assertNever(message);
    }
  }
}
