export interface Reading {
  readonly text: string;
  /** The index in the original text at which each character begins, and at the end the index where the last one ends. */
  readonly starts: readonly number[];
}

// Enough for JSON in JSON in HTML, for example.
const MOST_READINGS = 4;

const escaped =
  /[\\%]u([\da-f]{4})|(?:\\x|%)([\da-f]{2})|&#x0*([\da-f]{1,6});|&#0*(\d{1,7});|&(amp|lt|gt|quot|apos);|\\([^ux])/gi;
const brokenEscape = /\\(?:u[\da-f]{0,3}|x[\da-f]?)?$|%[\da-f]?$|&#?\w{0,7}$|$/i;

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Returns the text as it is, and after each round of undoing the escapes of JSON, URLs and HTML. */
export function readings(text: string): Reading[] {
  const found: Reading[] = [];
  let next: Reading = { text, starts: Array.from({ length: text.length + 1 }, (_, at) => at) };
  while (found.length < MOST_READINGS && next.text !== found.at(-1)?.text) {
    found.push(next);
    next = unescaped(next);
  }
  return found;
}

/** Returns the index of an escape that the end of the text cuts through, or else the length of the text. */
export function endBeforeBrokenEscape(text: string): number {
  return text.search(brokenEscape);
}

function unescaped({ text, starts }: Reading): Reading {
  let result = "";
  let done = 0;
  const begins: number[] = [];
  for (const match of text.matchAll(escaped)) {
    copyUpTo(match.index);
    result += characterOf(match);
    begins.push(starts[done]);
    done += match[0].length;
  }
  copyUpTo(text.length);
  begins.push(starts[done]);
  return { text: result, starts: begins };

  function copyUpTo(end: number) {
    result += text.slice(done, end);
    for (; done < end; done++) begins.push(starts[done]);
  }
}

function characterOf([, unicode, byte, hex, decimal, entity, plain]: RegExpMatchArray): string {
  const code = unicode ?? byte ?? hex;
  if (code) return String.fromCharCode(Number.parseInt(code, 16));
  if (decimal) return String.fromCharCode(Number(decimal));
  if (entity) return entities.get(entity.toLowerCase()) ?? "";
  return "bfnrt".includes(plain) ? " " : plain;
}
