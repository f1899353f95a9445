import { readFileSync, writeFileSync } from "node:fs";
import { fromRoot, root } from "../lib/paths.mjs";
import { ENTRIES } from "./entries.mjs";

/** fflate's inflate in a function: its tables take longer to fill than all else that an import does. */
export async function buildInflate() {
  const esbuild = await import("esbuild");
  const { outputFiles } = await esbuild.build({
    bundle: true,
    format: "iife",
    globalName: "fflate",
    legalComments: "none",
    stdin: { contents: 'export { inflateSync } from "fflate/browser";', resolveDir: root },
    target: "es2022",
    write: false,
  });
  const code = outputFiles[0].text.replace(/^"use strict";\n/, "");
  const text = `// fflate, MIT licence\nexport function loadInflate() {\n${code}return fflate.inflateSync;\n}\n`;
  writeFileSync(fromRoot("pkg/build/inflate.js"), text);
}

/** Each entry point with its share of the glue, in one file that any tool can load. */
export async function buildBundles() {
  const esbuild = await import("esbuild");
  const { version } = JSON.parse(readFileSync(fromRoot("pkg/package.json"), "utf8"));
  const options = {
    absWorkingDir: root,
    bundle: true,
    define: { __VERSION__: JSON.stringify(version) },
    external: ["*.wasm"],
    legalComments: "none",
    logLevel: "warning",
    target: "es2022",
  };
  const bundles = ENTRIES.flatMap(({ name, formats }) =>
    formats.map((format) => ({ name, ...FORMATS[format] })),
  );
  await Promise.all(
    bundles.map(({ name, extension, ...format }) =>
      esbuild.build({
        ...options,
        ...format,
        entryPoints: [`pkg/src/entry/${name}.js`],
        outfile: `pkg/dist/${name}${extension}`,
      }),
    ),
  );
}

const FORMATS = {
  esm: { extension: ".js", format: "esm", platform: "neutral" },
  // Only for this platform does esbuild annotate the exports, so that Node's `import { name }` finds them.
  cjs: { extension: ".cjs", format: "cjs", platform: "node" },
};
