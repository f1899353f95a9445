// @ts-check

/**
 * @typedef {object} Reading
 * @property {string} text
 * @property {readonly number[]} starts where each character begins in what was read, and where the last ends
 */

// JSON in JSON in HTML, say.
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

/**
 * The text as it is, and what it becomes as its escapes are undone: those of JSON, of URLs and of HTML.
 * @param {string} text
 */
export function readings(text) {
  /** @type {Reading[]} */
  const found = [];
  let next = { text, starts: Array.from({ length: text.length + 1 }, (_, at) => at) };
  while (found.length < MOST_READINGS && next.text !== found.at(-1)?.text) {
    found.push(next);
    next = unescaped(next);
  }
  return found;
}

/**
 * Where an escape begins that the end of the text cuts through; else where the text ends.
 * @param {string} text
 */
export function endBeforeBrokenEscape(text) {
  return text.search(brokenEscape);
}

/** @param {Reading} reading */
function unescaped({ text, starts }) {
  let result = "";
  let done = 0;
  /** @type {number[]} */
  const begins = [];
  for (const match of text.matchAll(escaped)) {
    copyUpTo(match.index);
    result += characterOf(match);
    begins.push(starts[done]);
    done += match[0].length;
  }
  copyUpTo(text.length);
  begins.push(starts[done]);
  return { text: result, starts: begins };

  /** @param {number} end */
  function copyUpTo(end) {
    result += text.slice(done, end);
    for (; done < end; done++) begins.push(starts[done]);
  }
}

/** @param {RegExpMatchArray} match */
function characterOf([, unicode, byte, hex, decimal, entity, plain]) {
  const code = unicode ?? byte ?? hex;
  if (code) return String.fromCharCode(Number.parseInt(code, 16));
  if (decimal) return String.fromCharCode(Number(decimal));
  if (entity) return entities.get(entity.toLowerCase()) ?? "";
  return "bfnrt".includes(plain) ? " " : plain;
}
