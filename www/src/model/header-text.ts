import type { Inspection } from "agent-identity-wasm";

const SCHEME = "AgentAssertion";

// Up to white space, or a character at which the package ends a token that stands in other text.
const IN_OTHER_TEXT = /AgentAssertion +[^\p{White_Space}"'`\\,;]*/iu;

/**
 * The header that an inspection of this text was about, for the functions that take nothing else. Where the
 * inspection found none, the whole text stands for it.
 */
export function headerIn(text: string, { findings }: Inspection): string {
  const trimmed = text.trim();
  const has = (form: string) => findings.some(({ code }) => code === form);
  if (has("form_curl") || has("form_embedded")) return IN_OTHER_TEXT.exec(trimmed)?.[0] ?? trimmed;
  if (has("form_token") && !startsWithScheme(trimmed)) return `${SCHEME} ${trimmed}`;
  const name = /^authorization\s*:/i.exec(trimmed)?.[0] ?? "";
  return trimmed.slice(name.length).trim();
}

// A token does not: this is a header value with another character where its space should be.
const startsWithScheme = (text: string) => isOurScheme(text.slice(0, SCHEME.length));

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
