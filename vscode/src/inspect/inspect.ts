import * as vscode from "vscode";
import { startCore } from "../core.js";
import { textAround } from "../hover/around.js";
import type { KnownKeys } from "../keys/known-keys.js";
import { UserError } from "../report-error.js";
import { withoutSecrets } from "../text/clean.js";
import { decodeText } from "../text/decode.js";
import { locate, locateAt } from "../text/locate.js";
import { BULK } from "./bulk-editor.js";
import type { InspectorPanel } from "./panel.js";
import { reportOn } from "./report.js";

/** A longer text is for Bulk. */
const LONGEST_TEXT = 262_144;
/** More than the longest assertion or JWT that is searched for behind a CodeLens. */
const REACH = 24_576;

/** The commands that open the inspector. */
export class Inspect {
  readonly #panel: InspectorPanel;
  readonly #keys: KnownKeys;

  constructor(panel: InspectorPanel, keys: KnownKeys) {
    this.#panel = panel;
    this.#keys = keys;
  }

  /** Inspects the selection, or asks what to inspect. From the Explorer it gets a file. */
  async inspect(file?: unknown): Promise<void> {
    if (file instanceof vscode.Uri) return this.file(file);
    const editor = vscode.window.activeTextEditor;
    if (editor && !editor.selection.isEmpty) return this.selection();
    const below = editor && (await locateBelow(editor));
    const items = [
      ...(below === undefined
        ? []
        : [
            { label: `$(selection) ${vscode.l10n.t("What is at the cursor")}`, run: () => this.#text(below) },
          ]),
      { label: `$(clippy) ${vscode.l10n.t("The clipboard")}`, run: () => this.clipboard() },
      { label: `$(file) ${vscode.l10n.t("A file…")}`, run: () => this.file() },
    ];
    const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t("Inspect what?") });
    await picked?.run();
  }

  async selection(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor || editor.selection.isEmpty) throw new UserError(vscode.l10n.t("Nothing is selected."));
    const { document, selection } = editor;
    if (document.offsetAt(selection.end) - document.offsetAt(selection.start) > LONGEST_TEXT) throw tooLong();
    await this.#text(document.getText(selection));
  }

  async clipboard(): Promise<void> {
    const text = await vscode.env.clipboard.readText();
    if (text.trim() === "") throw new UserError(vscode.l10n.t("The clipboard has no text."));
    await this.#text(text);
  }

  async file(given?: unknown): Promise<void> {
    const file = given instanceof vscode.Uri ? given : await askFile();
    if (!file) return;
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > LONGEST_TEXT || /\.(har|log|ndjson)$/i.test(file.path)) return this.bulk(file);
    await this.#text(decodeText(await vscode.workspace.fs.readFile(file)));
  }

  async bulk(given?: unknown): Promise<void> {
    const open = vscode.window.activeTextEditor?.document.uri;
    const file = given instanceof vscode.Uri ? given : (open ?? (await askFile()));
    if (file) await vscode.commands.executeCommand("vscode.openWith", file, BULK);
  }

  /** Inspects the range that a hover names, or the first assertion behind the offset that a CodeLens names. */
  async at(uri: string, start: number, end?: number): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end ?? start + REACH));
    const text = document.getText(range);
    if (end !== undefined) return this.#text(text);
    await startCore();
    const [first] = locate(text);
    await this.#text(first ? text.slice(first.start, first.end) : text);
  }

  async #text(text: string): Promise<void> {
    if (text.length > LONGEST_TEXT) throw tooLong();
    await startCore();
    const keys = await this.#keys.list().catch(() => []);
    const report = await reportOn(text, keys);
    if (report) return this.#panel.show({ type: "report", report });
    const publicKeys = keys.map(({ publicKey }) => publicKey);
    this.#panel.show({ type: "text", text: withoutSecrets(text), publicKeys });
  }
}

const tooLong = () =>
  new UserError(
    vscode.l10n.t('The text is too long to inspect. Save it to a file and choose "Open in Bulk".'),
  );

async function askFile(): Promise<vscode.Uri | undefined> {
  const files = await vscode.window.showOpenDialog({ openLabel: vscode.l10n.t("Inspect") });
  return files?.[0];
}

async function locateBelow({ document, selection }: vscode.TextEditor): Promise<string | undefined> {
  await startCore();
  const { text, at } = textAround(document, selection.active);
  const found = locateAt(text, at);
  return found && text.slice(found.start, found.end);
}
