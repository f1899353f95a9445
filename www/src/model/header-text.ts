const SCHEME = "AgentAssertion";

/** Beyond this, what is pasted is no header in any form: looking closer would only cost time. */
const LOOKED_AT = 16_384;

/** What the user pasted, as the header value that it stands for; `undefined` where there is nothing. */
export interface HeaderText {
  readonly form: "value" | "line" | "token";
  readonly header: string;
}

/** Reads a header value, a whole header line, or a bare token, with or without white space around it. */
export function readHeaderText(text: string): HeaderText | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const line = /^authorization[ \t]*:/i.exec(trimmed);
  if (line) return { form: "line", header: trimmed.slice(line[0].length).trim() };
  if (isToken(trimmed)) return { form: "token", header: `${SCHEME} ${trimmed}` };
  return { form: "value", header: trimmed };
}

// A token encodes a JSON object: `{"` in base64url starts with "ey", `{` and a line break with "ew".
const isToken = (text: string) => text.length <= LOOKED_AT && /^e[wy]\S*$/.test(text);

export interface HeaderParts {
  /** Empty where none can be made out. */
  readonly scheme: string;
  readonly gap: string;
  readonly token: string;
}

export const isOurScheme = (scheme: string) => scheme.toLowerCase() === SCHEME.toLowerCase();

export function splitHeader(header: string): HeaderParts {
  const [, scheme = "", gap = ""] = /^([^\s]{1,64})( +)/.exec(header) ?? [];
  return { scheme, gap, token: header.slice(scheme.length + gap.length) };
}
