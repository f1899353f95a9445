/** No key fits into a word of this length, not even a seed alone in base64. */
const MAX_WORD_LENGTH = 24;
const MAX_LENGTH = 256;

/**
 * Returns the beginning of a text with every long word cut. Before the module is loaded, nothing can tell a secret from
 * other text, and the messages of a host that cannot load it consist of short words.
 * @internal
 */
export function withoutLongWords(text: string): string {
  const printable = text.slice(0, MAX_LENGTH).replace(/[^ -~]+/g, " ");
  return printable.replace(/[\w+/=%:.~-]+/g, (word) =>
    word.length > MAX_WORD_LENGTH ? `${word.slice(0, 8)}…` : word,
  );
}
