import { core } from "./load.js";
import { redactedCause } from "./redacted-cause.js";

/** More is not read of a text that is to be redacted. */
const MAX_LENGTH = 65_536;

/**
 * Returns text from outside in quotes, fit to stand in a message. Every message that quotes something does so through
 * this function: it redacts secrets, shortens what could be a bare seed, escapes control characters, and cuts long texts.
 * @internal
 */
export function quoted(text: string): string {
  return core().quoteText(text);
}

/**
 * Returns the beginning of an answer's body, with secrets redacted.
 * @param sent the secret that the request contained, of which no part may be shown
 * @internal
 */
export function quotedBody(text: string, sent = ""): string {
  return core().quoteBody(text, sent);
}

/**
 * Returns the text with secrets redacted, and with half surrogate pairs replaced.
 * @internal
 */
export function redacted(text: string, secrets: readonly string[] = []): string {
  const wellFormed = text.slice(0, MAX_LENGTH).replace(/\p{Surrogate}/gu, "\ufffd");
  return core().redactSecrets(wellFormed, secrets);
}

/**
 * Returns what was thrown, or an error without the secrets in it.
 * @internal
 */
export function safeCause(cause: unknown, secrets: readonly string[] = []): unknown {
  return redactedCause(cause, (text) => redacted(text, secrets));
}
