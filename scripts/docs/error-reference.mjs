import { readFileSync } from "node:fs";
import { Failure } from "../lib/failure.mjs";
import { fromRoot } from "../lib/paths.mjs";
import { importTypeScript } from "../lib/typescript.mjs";

export const ERROR_REFERENCE = "docs/errors.md";

/** The files of pkg/src/advice, in the order of the page, with the headings of their sections. */
const SECTIONS = [
  ["assertions", "Assertions"],
  ["keys", "Keys"],
  ["registrations", "Registrations, tasks and addresses"],
  ["identities", "Stored identities and Agent Identity JWTs"],
  ["requests", "Requests"],
  ["gateway", "Refusals of a gateway"],
  ["arguments", "Arguments"],
  ["package", "The package and its environment"],
  ["notes", "Notes about assertions"],
  ["documents", "Notes about other documents"],
  ["verdicts", "Verdicts that are not refusals"],
];

const INTRODUCTION = `# Every code, with its cause and its remedy

Errors, findings and refusals have a \`code\`. A code is never renamed or given another meaning within a major version, so a
program can rely on it. Its heading here is its anchor: \`errors.md#signature_invalid\`. The command line, the inspector and this page
show the same table, which a program gets from \`adviceFor(code)\` of \`agent-identity-wasm/advice\`.

To find out why a service answered 401, begin with [I get a 401](why-401.md).
`;

/** Returns the page that lists every code of the advice table. */
export async function errorReference() {
  const sections = await Promise.all(SECTIONS.map(section));
  return `${INTRODUCTION}${sections.join("")}`;
}

async function section([file, heading]) {
  const [advice] = Object.values(await importTypeScript(`pkg/src/advice/${file}.ts`));
  const entries = Object.entries(advice).map(
    ([code, { title, cause, remedy }]) =>
      `\n### ${code}\n\n**${title}.** ${escaped(cause)}\n\n*What to do:* ${escaped(remedy)}\n`,
  );
  return `\n## ${heading}\n${entries.join("")}`;
}

/** Escapes plain text for Markdown: `*`, `_`, `<` and `[` have a meaning there, except in code. */
const escaped = (text) =>
  text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 ? part : part.replace(/[*_<[\\]/g, "\\$&")))
    .join("");

/** Fails if the page in the repository differs from that of the table. */
export async function checkErrorReference() {
  if (readFileSync(fromRoot(ERROR_REFERENCE), "utf8") === (await errorReference())) return;
  throw new Failure(
    `${ERROR_REFERENCE} is not made from the advice table as it is. Run "npm run docs:errors".`,
  );
}
