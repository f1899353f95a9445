import * as vscode from "vscode";

/** More than the longest header that a verifier takes, and less than what takes long to search. */
const REACH = 12_288;

/** The text around a position, of a document of any size. */
export interface Around {
  readonly text: string;
  /** The offset of the text in the document. */
  readonly start: number;
  /** The offset of the position in the text. */
  readonly at: number;
}

export function textAround(document: vscode.TextDocument, position: vscode.Position): Around {
  const offset = document.offsetAt(position);
  const start = Math.max(0, offset - REACH);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(offset + REACH));
  return { text: document.getText(range), start, at: offset - start };
}
