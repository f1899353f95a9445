import * as vscode from "vscode";
import type { ToWebview } from "./messages.js";
import { InspectorPage } from "./page.js";

/** The one panel in which texts are inspected. It is opened beside the editor, and used again as long as it is open. */
export class InspectorPanel implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  #panel: vscode.WebviewPanel | undefined;
  #page: InspectorPage | undefined;

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
  }

  dispose() {
    this.#panel?.dispose();
  }

  show(message: ToWebview): void {
    if (this.#panel) this.#panel.reveal(undefined, true);
    else this.#open();
    this.#page?.show(message);
  }

  #open() {
    const title = vscode.l10n.t("Agent Identity: Inspect");
    const panel = vscode.window.createWebviewPanel("agentIdentity.inspector", title, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
    });
    panel.iconPath = vscode.Uri.joinPath(this.#extensionUri, "media/icon.png");
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#page = undefined;
    });
    this.#panel = panel;
    this.#page = new InspectorPage(panel.webview, this.#extensionUri, title);
  }
}
