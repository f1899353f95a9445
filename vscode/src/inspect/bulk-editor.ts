import * as vscode from "vscode";
import { startCore } from "../core.js";
import type { KnownKeys } from "../keys/known-keys.js";
import { describeError, UserError } from "../report-error.js";
import { Condenser } from "./condense.js";
import { InspectorPage } from "./page.js";
import { piecesOf } from "./pieces.js";

export const BULK = "agentIdentity.bulk";

/** `workspace.fs` reads whole files only. */
const MAX_BYTES = 1_000_000_000;

/** Shows every assertion of a HAR file or a log. VS Code offers it with "Open With", beside its text editor. */
export class BulkEditor implements vscode.CustomReadonlyEditorProvider {
  readonly #extensionUri: vscode.Uri;
  readonly #keys: KnownKeys;

  constructor(extensionUri: vscode.Uri, keys: KnownKeys) {
    this.#extensionUri = extensionUri;
    this.#keys = keys;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose() {} };
  }

  async resolveCustomEditor(
    { uri }: vscode.CustomDocument,
    panel: vscode.WebviewPanel,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const page = new InspectorPage(panel.webview, this.#extensionUri, vscode.l10n.t("Agent Identity: Bulk"));
    let closed = token.isCancellationRequested;
    panel.onDidDispose(() => {
      closed = true;
    });
    try {
      await startCore();
      const keys = await this.#keys.list().catch(() => []);
      const text = await condense(uri, () => closed);
      if (text === undefined) return;
      const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
      page.show({ type: "bulk", name, text, publicKeys: keys.map(({ publicKey }) => publicKey) });
    } catch (error) {
      page.show({ type: "error", message: describeError(error) });
    }
  }
}

/** Returns undefined if the editor was closed meanwhile. */
async function condense(uri: vscode.Uri, isClosed: () => boolean): Promise<string | undefined> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > MAX_BYTES) throw new UserError(vscode.l10n.t("The file is too large: more than 1 GB."));
  const bytes = await vscode.workspace.fs.readFile(uri);
  const condenser = new Condenser();
  try {
    for await (const piece of piecesOf(bytes)) {
      if (isClosed()) return undefined;
      condenser.push(piece);
    }
    return condenser.finish();
  } finally {
    condenser.free();
  }
}
