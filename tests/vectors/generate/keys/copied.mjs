// What copying does to the text of a key, without changing the key.

/** Rows of a text as it comes out of JSON, an environment file, a web page or a chat. */
export function asPeopleHoldThem(name, text) {
  const copies = {
    "\\n for line ends, in quotes": `"${text.replaceAll("\n", "\\n")}\\n"`,
    "\\r\\n for line ends": text.replaceAll("\n", "\\r\\n"),
    "\\\\n for line ends, as in JSON in JSON": text.replaceAll("\n", "\\\\n"),
    "JSON in JSON": JSON.stringify(JSON.stringify(`${text}\n`)),
    "escaped slashes": text.replaceAll("/", "\\/"),
    "spaces for line ends": text.replaceAll("\n", " "),
    "CR alone for line ends": text.replaceAll("\n", "\r"),
    indented: text.replaceAll("\n", "\n      "),
    "in single quotes": `'${text}'`,
    "in back quotes": `\`${text}\``,
    "in curly quotes, spaced": `“ ${text} ”`,
    "a byte order mark before it": `\ufeff${text}\n`,
    "zero-width characters around it": `\u200b${text}\u2060\u200d`,
    "no-break spaces around it": `\u00a0${text}\u00a0`,
    "empty lines between": `\n\n${text.replaceAll("\n", "\n\n")}\n\n`,
    "backslashes at line ends": text.replaceAll("\n", "\\\n"),
  };
  return Object.entries(copies).map(([how, copy]) => [`${name}, ${how}`, copy]);
}

const fold = (width, end) => (text) => text.match(new RegExp(`.{1,${width}}`, "g")).join(end);

/** Ways to fold base64, by name. */
export const FOLDS = [
  ["a character a line", fold(1, "\n")],
  ["folded at 7", fold(7, "\n")],
  ["folded at 10 with CR LF", fold(10, "\r\n")],
  ["folded at 19 with spaces", fold(19, " ")],
  ["folded at 33 with tabs", fold(33, "\n\t")],
  ["folded at 60 with \\n", fold(60, "\\n")],
];
