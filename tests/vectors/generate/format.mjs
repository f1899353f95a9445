// How the generated files are laid out: 2-space JSON, one newline at the end, readable letters kept as they
// are and everything an editor would not show (control, format, combining, space characters) as \u escapes.

const INVISIBLE = /[\p{Cc}\p{Cf}\p{M}\p{Zl}\p{Zp}\p{Zs}]/gu;

export function toJson(value) {
  return `${JSON.stringify(value, null, 2).replace(INVISIBLE, escaped)}\n`;
}

function escaped(character) {
  if (character === "\n" || character === " ") return character;
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
