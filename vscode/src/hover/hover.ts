import * as vscode from "vscode";
import { startCore } from "../core.js";
import type { KnownKeys } from "../keys/known-keys.js";
import { explain } from "../text/explain.js";
import { locateAt } from "../text/locate.js";
import { textAround } from "./around.js";
import { hoverMarkdown } from "./markdown.js";

export const INSPECT_AT = "agentIdentity.inspectAt";

/** Explains the assertion or the Agent Identity JWT below the pointer, in any document and any output. */
export class AssertionHover implements vscode.HoverProvider {
  readonly #keys: KnownKeys;

  constructor(keys: KnownKeys) {
    this.#keys = keys;
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position) {
    const { text, start, at } = textAround(document, position);
    if (!/agentassertion|eyJ/i.test(text)) return undefined;
    await startCore();
    const found = locateAt(text, at);
    if (!found) return undefined;
    const explanation = await explain(
      found,
      text.slice(found.start, found.end),
      await this.#known(),
      Date.now(),
    );
    if (!explanation) return undefined;
    const place = [document.uri.toString(), start + found.start, start + found.end];
    const range = new vscode.Range(
      document.positionAt(start + found.start),
      document.positionAt(start + found.end),
    );
    return new vscode.Hover(hoverMarkdown(explanation, { command: INSPECT_AT, arguments: place }), range);
  }

  /** The hover works without keys if the stored identities cannot be read. */
  #known() {
    return this.#keys.list().catch(() => []);
  }
}
