import assert from "node:assert/strict";
import { test } from "node:test";
import { importTypeScript } from "../../scripts/lib/typescript.mjs";

const { csvRow } = await importTypeScript("pkg/src/bulk/csv.ts");

const FORMULAS = ["=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠"];
const BEFORE = [
  "",
  " ",
  "\u00a0",
  "\ufeff",
  "\u200b",
  "\u2060",
  "\u3000",
  "\u115f",
  "\ufe0f",
  "\u0000",
  " \ufeff ",
  '"',
];

test("every cell is quoted, whatever is in it", () => {
  assert.equal(
    csvRow(["a", 5, -5, undefined, "", 'b"c', "d,e;f\tg"]),
    '"a","5","-5","","","b""c","d,e;f\tg"\r\n',
  );
});

test("no cell starts a formula, whatever does not show before it", () => {
  for (const before of BEFORE) {
    for (const formula of FORMULAS) {
      const text = `${before}${formula}1+2`;
      assert.ok(
        csvRow([text]).startsWith(`"'${before.replaceAll('"', '""')}${formula}`),
        JSON.stringify(text),
      );
    }
  }
  for (const text of ["\tx", "\rx", "\nx"]) assert.equal(csvRow([text]), `"'${text}"\r\n`);
});

test("no cell starts a formula where another character separates cells", () => {
  for (const separator of [";", "\t", "|", ",", "\n", "\r\n"]) {
    for (const text of [
      `r${separator}=1+2${separator}`,
      `r${separator} @x`,
      `r${separator}"＝1`,
      `r${separator}"=1`,
    ]) {
      for (const cells of [[text], ["first", text], [`${separator}`, "=1"], [separator, text]]) {
        const line = csvRow(cells).slice(0, -2);
        for (const cell of cellsOf(line, separator.at(-1))) {
          assert.ok(!/^[\s"]*[=+\-@＝]/.test(cell), `${JSON.stringify(line)} has the cell ${cell}`);
        }
      }
    }
  }
});

test("text that is no formula stays as it is", () => {
  for (const text of ["https://a.example/x?a=1&b=2", "a-b", "x;y", "2026-11-22T06:16:09Z", "é雪"]) {
    assert.equal(csvRow([text]), `"${text}"\r\n`);
  }
});

/** Reads a line as a spreadsheet does: a quote opens a quoted part only at the start of a cell. */
function cellsOf(line, separator) {
  const cells = [""];
  let [quoted, starts] = [false, true];
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (quoted && character === '"' && line[at + 1] === '"') cells[cells.length - 1] += line[at++];
    else if (quoted && character === '"') quoted = false;
    else if (!quoted && starts && character === '"') quoted = true;
    else if (!quoted && character === separator) {
      cells.push("");
      starts = true;
      continue;
    } else cells[cells.length - 1] += character;
    starts = false;
  }
  return cells;
}
