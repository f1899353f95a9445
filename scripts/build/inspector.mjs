import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesBelow } from "../lib/files.mjs";
import { fromRoot, root } from "../lib/paths.mjs";
import { emitTypes, reachedFrom } from "./types.mjs";

const LIB = "www/lib";

/** The dependencies of the npm package `agent-identity-inspector`, which a bundler or an import map resolves. */
const DEPENDENCIES = ["agent-identity-wasm", "agent-identity-wasm/*", "lit", "lit/*"];

/**
 * Builds the npm package `agent-identity-inspector` in www/lib: `index.js`, which imports its dependencies, and
 * `standalone.js`, which contains them. It needs the package agent-identity-wasm to be built.
 */
export async function buildInspector() {
  const esbuild = await import("esbuild");
  rmSync(fromRoot(LIB), { recursive: true, force: true });
  const worker = await workerSource(esbuild);
  await bundle(esbuild, worker, "index", DEPENDENCIES);
  await bundle(esbuild, worker, "standalone", []);
  await buildTypes();
  copyLicenses();
}

const common = {
  absWorkingDir: root,
  bundle: true,
  conditions: ["browser", "import"],
  format: "esm",
  legalComments: "inline",
  logLevel: "warning",
  mainFields: ["module", "main"],
  minify: true,
  target: "es2022",
  define: { "import.meta.env.PROD": "true" },
  // The paths in pkg/tsconfig.json would replace the package by its sources wherever one of its files names it: two instances.
  tsconfigRaw: {},
};

/** Returns the script of Bulk's worker. It contains everything that it needs, so that it works from a `blob:` URL. */
async function workerSource(esbuild) {
  const { outputFiles } = await esbuild.build({
    ...common,
    entryPoints: ["www/src/bulk/worker.ts"],
    write: false,
  });
  return outputFiles[0].text;
}

/** Names all chunks after the entry, because the names of chunks of two entries can be the same. */
const bundle = (esbuild, worker, name, external) =>
  esbuild.build({
    ...common,
    entryPoints: { [name]: "www/src/element.ts" },
    chunkNames: `${name}-[name]-[hash]`,
    outdir: LIB,
    external,
    plugins: [styleSheets(esbuild), workerFromSource(worker)],
    splitting: true,
  });

/** Imports style sheets as text, as Vite does with the query `inline`. */
const styleSheets = (esbuild) => ({
  name: "style-sheets",
  setup(build) {
    build.onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace("?inline", "")),
      namespace: "style-sheet",
    }));
    build.onLoad({ filter: /.*/, namespace: "style-sheet" }, async ({ path }) => {
      const options = { loader: "css", minify: true, target: ["chrome123", "firefox120", "safari17.5"] };
      const { code } = await esbuild.transform(readFileSync(path, "utf8"), options);
      return { contents: code, loader: "text" };
    });
  },
});

/** The worker's script is loaded as text when it is needed, and started from a `blob:` URL of the page's own origin. */
const workerFromSource = (source) => ({
  name: "worker-from-source",
  setup(build) {
    build.onResolve({ filter: /\/worker-url\.js$/ }, () => ({
      path: fromRoot("www/src/package/worker-url.ts"),
    }));
    build.onResolve({ filter: /^worker-source$/ }, ({ path }) => ({ path, namespace: "worker-source" }));
    build.onLoad({ filter: /.*/, namespace: "worker-source" }, () => ({
      contents: `export const source = ${JSON.stringify(source)};`,
    }));
  },
});

async function buildTypes() {
  const folder = fromRoot("www/build/types");
  rmSync(folder, { recursive: true, force: true });
  await emitTypes("www", folder);
  const emitted = folder;
  const read = (name) => readFileSync(join(emitted, `${name}.d.ts`), "utf8");
  for (const name of reachedFrom([{ source: "element" }], read)) {
    const file = fromRoot(LIB, "types", `${name}.d.ts`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, read(name));
  }
}

// npm packs no file from above the package's own folder.
function copyLicenses() {
  for (const name of readdirSync(root).filter((name) => name.startsWith("LICENSE")))
    writeFileSync(fromRoot("www", name), readFileSync(fromRoot(name)));
}

/** Returns the files of the built package, below www/lib. */
export const inspectorFiles = () => filesBelow(fromRoot(LIB));
