import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ENTRIES, PACKAGE_NAME } from "../build/entries.mjs";
import { Failure } from "../lib/failure.mjs";
import { fromRoot } from "../lib/paths.mjs";

/**
 * The version of TypeScript that also makes the reference, because TypeScript 7 does not have an API for programs yet.
 */
const ts = createRequire(fromRoot("docs/package.json"))("typescript");

const { ExportSpecifier, ImportSpecifier } = ts.SyntaxKind;
const ALIASES = new Set([ExportSpecifier, ImportSpecifier]);

/** The file that holds the reviewed report. */
export const REPORT = "docs/API.md";

const INTRODUCTION = `# The public API

These are the declarations of everything that the package exports, without their comments, by entry and name. A change of
the API is a change of this file, so that it shows up in a review. \`npm run api\` makes the file from the sources, and
\`npm run check\` fails if it is out of date.
`;

/** Fails if the reviewed report differs from that of these declarations. */
export function checkReport(folder) {
  if (readFileSync(fromRoot(REPORT), "utf8") === apiReport(folder)) return;
  throw new Failure(
    `${REPORT} is not the report of the declarations. Run "npm run api" and review how the file changes.`,
  );
}

/** Returns the report of the published declarations in a folder. */
export function apiReport(folder) {
  const entries = ENTRIES.filter(({ declarations }) => declarations);
  const { program, print } = load(
    folder,
    entries.map(({ source }) => join(folder, `${source}.d.ts`)),
  );
  const printed = new Map();
  const sections = entries.map(({ name, path = name, source }) => {
    const text = section(program, join(folder, `${source}.d.ts`), print);
    const same = printed.get(text);
    printed.set(text, same ?? specifier(path));
    return `## ${specifier(path)}\n\n${same ? `The same as \`${same}\`.\n` : text}`;
  });
  return [INTRODUCTION, ...sections].join("\n");
}

const specifier = (path) => (path === "index" ? PACKAGE_NAME : `${PACKAGE_NAME}/${path}`);

function load(folder, files) {
  const program = ts.createProgram(files, {
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noEmit: true,
    paths: { [PACKAGE_NAME]: [join(folder, "entry/index.d.ts")] },
    strict: true,
    target: ts.ScriptTarget.ES2022,
    types: [],
  });
  const [problem] = ts.getPreEmitDiagnostics(program);
  if (problem) throw new Failure(ts.flattenDiagnosticMessageText(problem.messageText, "\n"));
  const printer = ts.createPrinter({ removeComments: true });
  const print = (node) => brokenUp(printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()));
  return { program, print };
}

/** Puts each member of a long union of texts on a line of its own, so that a new one is a new line. */
const brokenUp = (text) =>
  text.replace(/(?<= = )"\w+"(?: \| "\w+"){4,}/, (union) =>
    union
      .split(" | ")
      .map((member) => `\n    | ${member}`)
      .join(""),
  );

/** Prints what an entry exports, and the base classes that it does not export. */
function section(program, file, print) {
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));
  const blocks = exported.map((symbol) => [symbol.name, declarationsOf(checker, symbol)]);
  const names = new Set(blocks.map(([name]) => name));
  const bases = blocks.flatMap(([, declarations]) => declarations.flatMap((one) => basesOf(checker, one)));
  for (const base of new Set(bases)) {
    if (!names.has(base.name)) blocks.push([`${base.name} (not exported)`, declarationsOf(checker, base)]);
  }
  return blocks
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, declarations]) => `### ${name}\n\n\`\`\`ts\n${declarations.map(print).join("\n")}\n\`\`\`\n`)
    .join("\n");
}

function declarationsOf(checker, symbol) {
  return original(checker, symbol).declarations.map(statementOf);
}

/** The declaration of a constant is only complete with the statement around it. */
const statementOf = (declaration) =>
  declaration.parent?.parent?.declarationList === declaration.parent
    ? declaration.parent.parent
    : declaration;

function basesOf(checker, declaration) {
  const types = (declaration.heritageClauses ?? []).flatMap(({ types }) => types);
  const symbols = types.map(({ expression }) => original(checker, checker.getSymbolAtLocation(expression)));
  return symbols.filter(({ declarations }) => !declarations[0].getSourceFile().fileName.includes("/lib.es"));
}

/** Follows `export { name } from` and imports to the symbol that they name. */
const original = (checker, symbol) =>
  symbol.declarations.some(({ kind }) => ALIASES.has(kind)) ? checker.getAliasedSymbol(symbol) : symbol;
