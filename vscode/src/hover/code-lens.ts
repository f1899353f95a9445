import { extractAssertions } from "agent-identity-wasm";
import * as vscode from "vscode";
import { onDidChangeSettings, showsCodeLens } from "../config.js";
import { startCore } from "../core.js";
import { INSPECT_AT } from "./hover.js";
import { linesOf, type Part } from "./lines.js";

/** A document with more lines or characters is searched only where it is visible. */
const LARGE_LINES = 2000;
const LARGE_CHARACTERS = 200_000;
/** At most this much of a part is searched, because one visible line can be as long as a whole file. */
const MOST_CHARACTERS = 262_144;
/** Scrolling fires many events. */
const PAUSE_MS = 200;

/** Shows "Inspect" above every line with an assertion or an Agent Identity JWT, if the setting allows it. */
export class AssertionCodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor() {
    this.#subscriptions = [
      onDidChangeSettings(() => this.#changed.fire()),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        if (showsCodeLens() && isLarge(textEditor.document)) this.#changeSoon();
      }),
    ];
  }

  dispose() {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!showsCodeLens()) return [];
    const found = partsOf(document).filter(({ text }) => /agentassertion|eyJ/i.test(text));
    if (found.length === 0) return [];
    await startCore();
    const lines = found.flatMap((part) => linesOf(part, extractAssertions));
    return [...new Set(lines.map(({ line }) => line))].map((line) => lensAt(document, line));
  }

  #changeSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(), PAUSE_MS);
  }
}

/** Returns the parts to search: the whole document, or of a large one what is visible in any editor. */
export function partsOf(document: vscode.TextDocument): Part[] {
  const ranges = isLarge(document)
    ? vscode.window.visibleTextEditors
        .filter((editor) => editor.document === document)
        .flatMap(({ visibleRanges }) => visibleRanges)
    : [new vscode.Range(0, 0, document.lineCount, 0)];
  return ranges.map((range) => partOf(document, range));
}

/** Reads from the start of the first line, since the columns of a visible range are not always those that are seen. */
function partOf(document: vscode.TextDocument, { start, end }: vscode.Range): Part {
  const from = new vscode.Position(start.line, 0);
  const to = document.lineAt(Math.min(end.line, document.lineCount - 1)).range.end;
  const limit = document.positionAt(document.offsetAt(from) + MOST_CHARACTERS);
  const text = document.getText(new vscode.Range(from, to.isBefore(limit) ? to : limit));
  return { firstLine: start.line, text };
}

function isLarge(document: vscode.TextDocument): boolean {
  const { lineCount } = document;
  if (lineCount > LARGE_LINES) return true;
  return document.offsetAt(document.lineAt(lineCount - 1).range.end) > LARGE_CHARACTERS;
}

function lensAt(document: vscode.TextDocument, line: number): vscode.CodeLens {
  const range = new vscode.Range(line, 0, line, 0);
  return new vscode.CodeLens(range, {
    title: `$(search) ${vscode.l10n.t("Inspect")}`,
    tooltip: vscode.l10n.t("Explain the assertion on this line"),
    command: INSPECT_AT,
    arguments: [document.uri.toString(), document.offsetAt(range.start)],
  });
}
