import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fromRoot } from "../../../scripts/lib/paths.mjs";

const SECTION = /(<!-- matrix -->)([\s\S]*?)(<!-- \/matrix -->)/;

const README = fromRoot("README.md");

export function markdownMatrix(environments) {
  const rows = environments.map(({ id, title, versions }) => [`\`${id}\``, title, versions.join(", ")]);
  const lines = [["environment", "what it is", "versions"], ["---", "---", "---"], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Puts the matrix into the README, between its marks. Answers whether it could. */
export function writeMatrix(matrix) {
  const text = readme();
  if (!SECTION.test(text)) {
    console.log("README.md has no lines <!-- matrix --> and <!-- /matrix --> to write between.");
    return false;
  }
  writeFileSync(
    README,
    text.replace(SECTION, (_, open, __, close) => `${open}\n\n${matrix}\n\n${close}`),
  );
  console.log("README.md has this matrix now.");
  return true;
}

/** Whether the README has no other matrix than this. */
export function checkMatrix(matrix) {
  const written = SECTION.exec(readme())?.[2];
  const same = written === undefined || comparable(written) === comparable(matrix);
  if (written === undefined) console.log("README.md has no matrix to compare with this one.");
  else if (same) console.log("README.md has this matrix.");
  else console.log("README.md has another matrix. Write this one: npm run test:packaging -- --write");
  return same;
}

// These two are whatever the machine has, and no two machines need have the same.
const comparable = (matrix) => matrix.replaceAll(/(Node|Chromium) [\d.]+/g, "$1").trim();

const readme = () => (existsSync(README) ? readFileSync(README, "utf8") : "");
