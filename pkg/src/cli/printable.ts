/** Control characters, invisible format characters (bidirectional overrides among them) and line separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Replaces characters that could change how a terminal shows a line by escapes such as `\u{1b}`. */
export const printable = (text: string): string =>
  text.replaceAll(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);

/** Writes a value as JSON that has the same meaning, and in which no character can change how a terminal shows it. */
export const printableJson = (value: unknown, indent?: number): string =>
  // The line breaks are those of the indentation: inside strings they are escaped already.
  JSON.stringify(value, null, indent).replaceAll(UNPRINTABLE, (character) =>
    character === "\n" ? character : character.split("").map(jsonEscape).join(""),
  );

const jsonEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
