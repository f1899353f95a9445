import { DAMAGED } from "../text/locate.js";

/** A part of a document: the number of its first line, and its text. */
export interface Part {
  readonly firstLine: number;
  readonly text: string;
}

export interface FoundLine {
  readonly line: number;
  readonly kind: "assertion" | "jwt";
}

const JWT = /\beyJ[\w-]{10,}\.eyJ[\w-]{20,}\.[\w-]{20,}/g;

/** Returns the lines of a part that have an assertion or a JWT, each line once. */
export function linesOf(
  { firstLine, text }: Part,
  extract: (text: string) => readonly { readonly line: number }[],
): FoundLine[] {
  const lines = new Map<number, FoundLine["kind"]>();
  for (const { index } of text.matchAll(JWT)) lines.set(firstLine + linesBefore(text, index), "jwt");
  for (const { index } of text.matchAll(DAMAGED))
    lines.set(firstLine + linesBefore(text, index), "assertion");
  if (/agentassertion/i.test(text)) {
    for (const { line } of extract(text)) lines.set(firstLine + line - 1, "assertion");
  }
  return [...lines].map(([line, kind]) => ({ line, kind })).sort((one, other) => one.line - other.line);
}

function linesBefore(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
