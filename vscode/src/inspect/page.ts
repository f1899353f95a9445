import * as vscode from "vscode";
import { coreBytes } from "../core.js";
import { describeError, UserError } from "../report-error.js";
import { webviewHtml } from "./html.js";
import { isFromWebview, type ToWebview } from "./messages.js";

/** The inspector in a webview. VS Code drops the page while its tab is hidden; what it showed is then sent once more. */
export class InspectorPage {
  readonly #webview: vscode.Webview;
  #shown: ToWebview | undefined;
  #started = false;

  constructor(webview: vscode.Webview, extensionUri: vscode.Uri, title: string) {
    this.#webview = webview;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist")],
    };
    webview.onDidReceiveMessage((message) => void this.#take(message));
    webview.html = webviewHtml(webview, extensionUri, title);
  }

  show(message: ToWebview): void {
    this.#shown = message;
    if (this.#started) void this.#webview.postMessage(message);
  }

  async #take(message: unknown): Promise<void> {
    if (!isFromWebview(message)) return;
    if (message.type === "ready") return this.#start();
    if (message.type === "failed") return this.#fail(message.code);
    this.#started = true;
    if (this.#shown) await this.#webview.postMessage(this.#shown);
  }

  async #start(): Promise<void> {
    this.#started = false;
    try {
      await this.#webview.postMessage({ type: "start", wasm: await coreBytes() } satisfies ToWebview);
    } catch (error) {
      void vscode.window.showErrorMessage(describeError(error));
    }
  }

  #fail(code: string) {
    const error = new UserError(
      vscode.l10n.t("The inspector could not be started ({0}).", code.slice(0, 60)),
    );
    void vscode.window.showErrorMessage(describeError(error));
  }
}
