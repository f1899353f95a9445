export type JsonKind = "name" | "string" | "number" | "word" | "punctuation" | "space" | "other";

export interface JsonToken {
  readonly kind: JsonKind;
  readonly text: string;
  /** The index of its first character. */
  readonly start: number;
  /** How many objects and arrays it stands in. */
  readonly depth: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"?|-?\d[\d.eE+-]*|[a-zA-Z]+|[{}[\],:]|[ \t\r\n]+|./gsu;

/** Cuts text into what JSON is made of. It takes anything, since broken JSON is worth looking at too. */
export function jsonTokens(text: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let depth = 0;
  for (const { 0: found, index: start } of text.matchAll(TOKEN)) {
    if ("}]".includes(found)) depth = Math.max(0, depth - 1);
    tokens.push({ kind: kindOf(found), text: found, start, depth });
    if ("{[".includes(found)) depth++;
  }
  return withNames(tokens);
}

function kindOf(text: string): JsonKind {
  if (text.startsWith('"')) return "string";
  if (/^[-\d]/.test(text)) return "number";
  if (/^[a-z]/i.test(text)) return "word";
  if (/^[{}[\],:]/.test(text)) return "punctuation";
  return /^[ \t\r\n]/.test(text) ? "space" : "other";
}

function withNames(tokens: JsonToken[]): JsonToken[] {
  const solid = tokens.filter(({ kind }) => kind !== "space");
  const names = new Set(
    solid.filter((token, index) => token.kind === "string" && solid[index + 1]?.text === ":"),
  );
  return tokens.map((token) => (names.has(token) ? { ...token, kind: "name" } : token));
}

/** The members of an object that is known to be sound, with their values as they were written. */
export function membersOf(json: string): Array<{ name: string; value: string }> {
  const members: Array<{ name: string; value: string }> = [];
  for (const token of jsonTokens(json.trim()).slice(1)) {
    const current = members.at(-1);
    // Whatever follows the object is not known to be sound.
    if (token.depth === 0) break;
    if (token.depth === 1 && token.kind === "name") members.push({ name: unquote(token.text), value: "" });
    else if (current && !(token.depth === 1 && /^[,:]$/.test(token.text))) current.value += token.text;
  }
  return members.map(({ name, value }) => ({ name, value: value.trim() }));
}

const unquote = (text: string): string => JSON.parse(text);
