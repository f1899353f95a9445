import { jsonTokens } from "./json-tokens.js";

export const PARTS = ["agent_runtime_id", "signature", "task_id", "timestamp"] as const;
export type Part = (typeof PARTS)[number];

/** A run of a token's characters, and the member that it encodes. */
export interface TokenRun {
  readonly text: string;
  readonly part?: Part;
}

/** Cuts a token where the members of the JSON in it begin and end: four characters hold three bytes. */
export function tokenRuns(token: string, json: string): TokenRun[] {
  const runs: TokenRun[] = [];
  let done = 0;
  for (const { part, start, end } of members(json)) {
    const [from, to] = [place(json, start), place(json, end)];
    if (from > done) runs.push({ text: token.slice(done, from) });
    runs.push({ text: token.slice(Math.max(from, done), to), part });
    done = to;
  }
  if (done < token.length) runs.push({ text: token.slice(done) });
  return runs;
}

const place = (json: string, end: number) =>
  Math.round((new TextEncoder().encode(json.slice(0, end)).length * 4) / 3);

function members(json: string) {
  const found: { part: Part; start: number; end: number }[] = [];
  let open: { part: Part; start: number; end: number } | undefined;
  for (const { kind, text, start, depth } of jsonTokens(json)) {
    if (depth > 1) continue;
    if (depth === 1 && kind === "name") {
      const part = PARTS.find((name) => text === `"${name}"`);
      open = part && { part, start, end: start + text.length };
      if (open) found.push(open);
    } else if (depth === 1 && open && kind === "string") open.end = start + text.length;
    else if (depth === 0 || text === ",") open = undefined;
  }
  return found;
}
