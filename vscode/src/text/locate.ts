import { extractAssertions, findSecrets } from "agent-identity-wasm";

/** An assertion or a JWT, and where it stands in a text. The header's scheme is part of it. */
export interface Located {
  readonly kind: "assertion" | "jwt";
  readonly start: number;
  readonly end: number;
}

/** `findSecrets` takes a millisecond per kilobyte, so it is called only on texts that this matches. */
const PROMISING = /agentassertion|eyJ/i;
const SCHEME_BEFORE = /\bagentassertion[\s:]*$/i;
/** An assertion that is too damaged for the extractor. Base64url of an opening brace begins with "e". */
export const DAMAGED = /\bagentassertion[ \t]+ey[\w+/.-]{2,}/gi;
const LONGEST_SCHEME = 64;

/** Returns every assertion and every JWT in a text, in their order. */
export function locate(text: string): Located[] {
  if (!PROMISING.test(text)) return [];
  const found = findSecrets(text.toWellFormed()).flatMap(({ kind, start, end }): Located[] => {
    if (kind === "jwt") return [{ kind, start, end }];
    if (kind !== "assertion" || !isToken(text.slice(start, end))) return [];
    return [{ kind, start: schemeStart(text, start), end }];
  });
  const damaged = Array.from(text.matchAll(DAMAGED), ({ 0: match, index }): Located => {
    return { kind: "assertion", start: index, end: index + match.length };
  });
  const others = damaged.filter(({ start, end }) => !found.some((one) => start < one.end && one.start < end));
  return [...found, ...others].sort((one, other) => one.start - other.start);
}

/** Returns what stands at an offset of a text. */
export const locateAt = (text: string, offset: number): Located | undefined =>
  locate(text).find(({ start, end }) => start <= offset && offset <= end);

/** `findSecrets` takes any word after the scheme for a secret, a challenge's parameter for example. */
const isToken = (word: string) => /^ey/.test(word) || extractAssertions(`AgentAssertion ${word}`).length > 0;

function schemeStart(text: string, tokenStart: number): number {
  const before = text.slice(Math.max(0, tokenStart - LONGEST_SCHEME), tokenStart);
  return tokenStart - (SCHEME_BEFORE.exec(before)?.[0].length ?? 0);
}
