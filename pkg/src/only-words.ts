/** No key fits into a word of this length, not even a seed alone in base64. */
const MAX_WORD_LENGTH = 24;
/** The longest sequence of numbers that is shown. A longer one could be the bytes of a key. */
const MAX_NUMBERS = 3;
const MAX_LENGTH = 256;

const NUMBER = /^(?:0x)?[\da-f]{1,4}[.:]?$/i;
/** A word, an abbreviation, or a name such as `WebAssembly`. */
const WORD = /^(?:[A-Z]?[a-z]*|[A-Z]{1,5})(?:[A-Z][a-z]{2,})*$/;

/**
 * Returns the beginning of a text with `…` in place of whatever is not a word or a short number. Before the module is
 * loaded, nothing can tell a secret from other text, and the messages of a host that cannot load it consist of words.
 * @internal
 */
export function onlyWords(text: string): string {
  const printable = text.slice(0, MAX_LENGTH).replace(/[^ -~]+/g, " ");
  let numbers = 0;
  return printable.replace(/[^ "'()[\],;<>]+/g, (found) => {
    if (NUMBER.test(found)) return ++numbers <= MAX_NUMBERS ? found : "…";
    numbers = 0;
    return isWord(found) ? found : "…";
  });
}

function isWord(text: string): boolean {
  if (text.length > MAX_WORD_LENGTH || /\d/.test(text)) return false;
  return text.split(/[^a-z]+/i).every((word) => WORD.test(word));
}
