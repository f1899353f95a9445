import { findSecrets } from "agent-identity-wasm";

/** Pieces of a long text that are searched one after the other. They overlap by more than any secret is long. */
const PIECE = 262_144;
const OVERLAP = 32_768;

/**
 * Replaces every secret of a text except assertions, which are what the inspector is for. What is left may be shown in a
 * webview.
 */
export function withoutSecrets(text: string): string {
  let [kept, done] = ["", 0];
  for (const { start, end } of secretsIn(text.toWellFormed())) {
    if (end <= done) continue;
    kept += `${text.slice(done, Math.max(start, done))}[redacted]`;
    done = end;
  }
  return kept + text.slice(done);
}

function* secretsIn(text: string) {
  for (let from = 0; from === 0 || from + OVERLAP < text.length; from += PIECE - OVERLAP) {
    for (const { kind, start, end } of findSecrets(text.slice(from, from + PIECE))) {
      if (kind !== "assertion") yield { start: from + start, end: from + end };
    }
  }
}
