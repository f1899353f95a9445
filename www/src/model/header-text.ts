import type { Inspection } from "agent-identity-wasm";

const SCHEME = "AgentAssertion";

/** Returns the header that was inspected, or the whole text if no header was found. */
export const headerIn = (text: string, { header }: Inspection): string => header ?? text.trim();

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
