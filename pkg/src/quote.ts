import { core } from "./load.js";

/** More is not read of a text that is to be redacted. */
const MAX_LENGTH = 65_536;
/** More is not shown of the body of an answer. */
const MAX_BODY_LENGTH = 512;

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
  return core().quoteBody(text, sent, MAX_BODY_LENGTH);
}

/**
 * Returns the text without secrets and control characters.
 * @internal
 */
export function redacted(text: string, sent = ""): string {
  return core().quoteBody(text.slice(0, MAX_LENGTH), sent, MAX_LENGTH);
}
