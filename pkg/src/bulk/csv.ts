/** A spreadsheet may skip these before a formula: white space, a quote, and characters that do not show. */
const SKIPPED = String.raw`[\s"\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*`;

/** Characters that make a spreadsheet read a cell as a formula, in their ASCII and full-width forms. */
const FORMULA = "[=+\\-@|%＝＋－＠｜％]";

const AT_START = new RegExp(String.raw`^(?:[\t\r\n]|${SKIPPED}${FORMULA})`, "u");

/** A spreadsheet that separates cells by something else starts a new cell in the middle of ours. */
const AFTER_SEPARATOR = new RegExp(String.raw`([;|,\t\r\n])(?=${SKIPPED}${FORMULA})`, "gu");

/**
 * Returns one row of CSV (RFC 4180) with its line end. Every cell is quoted, so that no separator splits it. Text that a
 * spreadsheet could run as a formula gets an apostrophe in front, at the start of the cell and after each character in it
 * that separates cells in some spreadsheets.
 */
export function csvRow(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

function cell(value: string | number | undefined): string {
  const text = typeof value === "string" ? inert(value) : String(value ?? "");
  return `"${text.replaceAll('"', '""')}"`;
}

function inert(text: string): string {
  const inside = text.replaceAll(AFTER_SEPARATOR, "$1'");
  return AT_START.test(text) ? `'${inside}` : inside;
}
