import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fromRoot } from "../../../scripts/lib/paths.mjs";

const SECTION = /(<!-- matrix -->)([\s\S]*?)(<!-- \/matrix -->)/;

const NAME = "docs/ENVIRONMENTS.md";
const PAGE = fromRoot(NAME);

export function markdownMatrix(environments) {
  const rows = environments.map(({ id, title, versions }) => [`\`${id}\``, title, versions.join(", ")]);
  const lines = [["environment", "what it is", "versions"], ["---", "---", "---"], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Puts the matrix into the page, between its marks. Returns true if it could. */
export function writeMatrix(matrix) {
  const text = page();
  if (!SECTION.test(text)) {
    console.log(`${NAME} has no lines <!-- matrix --> and <!-- /matrix --> to write between.`);
    return false;
  }
  writeFileSync(
    PAGE,
    text.replace(SECTION, (_, open, __, close) => `${open}\n\n${matrix}\n\n${close}`),
  );
  console.log(`${NAME} has this matrix now.`);
  return true;
}

/** Returns true if the page has no other matrix than this. */
export function checkMatrix(matrix) {
  const written = SECTION.exec(page())?.[2];
  const same = written !== undefined && comparable(written) === comparable(matrix);
  if (written === undefined) console.log(`${NAME} has no matrix to compare with this one.`);
  else if (same) console.log(`${NAME} has this matrix.`);
  else console.log(`${NAME} has another matrix. Write this one: npm run test:packaging -- --write`);
  return same;
}

// These two are whatever the machine has, and no two machines need have the same.
const comparable = (matrix) => matrix.replaceAll(/(Node|Chromium) [\d.]+/g, "$1").trim();

const page = () => (existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "");
