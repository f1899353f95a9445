import { readFileSync, writeFileSync } from "node:fs";
import { fromRoot, root } from "../lib/paths.mjs";
import { ENTRIES, PACKAGE_NAME } from "./entries.mjs";

/** Wraps fflate's inflate in a function: filling its tables takes longer than everything else that an import does. */
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
  const types = "export declare function loadInflate(): (bytes: Uint8Array) => Uint8Array<ArrayBuffer>;\n";
  writeFileSync(fromRoot("pkg/build/inflate.d.ts"), types);
}

/**
 * Bundles each entry with the parts of the glue that it needs into one file that any tool can load. Tools that measure the
 * sources want a source map in it.
 */
export async function buildBundles({ sourcemap = false } = {}) {
  const esbuild = await import("esbuild");
  const { version } = JSON.parse(readFileSync(fromRoot("pkg/package.json"), "utf8"));
  const options = {
    absWorkingDir: root,
    bundle: true,
    define: { __VERSION__: JSON.stringify(version) },
    // An entry that imports the package by its own name shares the instance and the classes of the main entry.
    external: ["*.wasm?module", "node:*", PACKAGE_NAME],
    legalComments: "none",
    logLevel: "warning",
    sourcemap: sourcemap && "inline",
    sourcesContent: true,
    target: "es2022",
  };
  const bundles = ENTRIES.flatMap(({ name, source, formats }) =>
    formats.map((format) => ({ name, source, ...FORMATS[format] })),
  );
  await Promise.all(
    bundles.map(({ name, source, extension, ...format }) =>
      esbuild.build({
        ...options,
        ...format,
        entryPoints: [`pkg/src/${source}.ts`],
        outfile: `pkg/dist/${name}${extension}`,
      }),
    ),
  );
}

const FORMATS = {
  esm: { extension: ".js", format: "esm", platform: "neutral" },
  // esbuild annotates the exports, which Node's `import { name }` needs, only for this platform.
  cjs: { extension: ".cjs", format: "cjs", platform: "node" },
  // A program for Node.js, which imports the built-in modules and the entries of the package.
  program: { extension: ".js", format: "esm", platform: "node" },
};
