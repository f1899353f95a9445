import { type JsonToken, jsonTokens } from "./json-tokens.js";

/** Deeper than this, nothing is broken into lines: a header can nest thousands of arrays. */
const BROKEN_DEPTH = 4;

export interface JsonLine {
  readonly depth: number;
  readonly tokens: JsonToken[];
}

/** Lays JSON out in lines, one member each, without changing anything but the white space around tokens. */
export function jsonLines(text: string): JsonLine[] {
  const lines: Array<{ depth: number; tokens: JsonToken[] }> = [{ depth: 0, tokens: [] }];
  let breakBefore = false;
  for (const token of jsonTokens(text)) {
    if (token.kind === "space") continue;
    const closes = isOneOf(token, "}]");
    if ((breakBefore && !closes) || (closes && !breakBefore && token.depth < BROKEN_DEPTH)) {
      lines.push({ depth: Math.min(token.depth, BROKEN_DEPTH), tokens: [] });
    }
    lines.at(-1)?.tokens.push(token);
    breakBefore = breaksAfter(token);
  }
  return lines;
}

const isOneOf = ({ kind, text }: JsonToken, characters: string) =>
  kind === "punctuation" && characters.includes(text);

const breaksAfter = (token: JsonToken) =>
  (isOneOf(token, "{[") && token.depth < BROKEN_DEPTH) ||
  (isOneOf(token, ",") && token.depth <= BROKEN_DEPTH);
