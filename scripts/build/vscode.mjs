import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { fromRoot } from "../lib/paths.mjs";
import { runBin } from "../lib/run.mjs";

/** The packed extension. */
export const VSIX = "vscode/build/agent-identity.vsix";

/** The bundles contain what they depend on. The repository has no public address yet, so links stay as they are. */
const PACK = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];

/**
 * Checks the types of the extension, bundles it for both hosts and its webview, and packs it. The package and the inspector
 * must be built.
 */
export async function buildExtension() {
  await runBin("typescript/bin/tsc", ["--noEmit", "-p", "vscode"]);
  for (const folder of ["vscode/build", "vscode/dist"]) {
    rmSync(fromRoot(folder), { recursive: true, force: true });
    mkdirSync(fromRoot(folder));
  }
  await bundleHosts();
  await bundleWebview();
  copyFileSync(fromRoot("pkg/dist/agent_identity.wasm"), fromRoot("vscode/dist/agent_identity.wasm"));
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"])
    copyFileSync(fromRoot(name), fromRoot("vscode", name));
  await runBin("@vscode/vsce/vsce", ["package", ...PACK, "--out", fromRoot(VSIX)], {
    cwd: fromRoot("vscode"),
  });
}

const common = {
  absWorkingDir: fromRoot("vscode"),
  bundle: true,
  legalComments: "none",
  logLevel: "warning",
  minify: true,
  target: "es2022",
  // The paths in pkg/tsconfig.json would replace the package by its sources wherever one of its files names it.
  tsconfigRaw: {},
};

/** All parts load the one WebAssembly module that is packed beside them, so they use the entry that brings none. */
export const slimPackage = {
  name: "slim-package",
  setup(build) {
    build.onResolve({ filter: /^agent-identity-wasm$/ }, ({ resolveDir }) =>
      build.resolve("agent-identity-wasm/slim", { resolveDir, kind: "import-statement" }),
    );
  },
};

/**
 * One bundle serves both hosts: it is made for browsers, so esbuild refuses whatever only Node.js has. Two of them would be
 * the same code twice.
 */
async function bundleHosts() {
  const esbuild = await import("esbuild");
  const { version } = JSON.parse(readFileSync(fromRoot("vscode/package.json"), "utf8"));
  await esbuild.build({
    ...common,
    define: { __EXTENSION_VERSION__: JSON.stringify(version) },
    entryPoints: ["src/extension.ts"],
    external: ["vscode"],
    format: "cjs",
    outfile: "dist/extension.js",
    platform: "browser",
    plugins: [slimPackage],
  });
}

async function bundleWebview() {
  const esbuild = await import("esbuild");
  await esbuild.build({
    ...common,
    entryPoints: ["src/webview/webview.ts", "src/webview/webview.css"],
    format: "esm",
    outdir: "dist",
    platform: "browser",
    plugins: [slimPackage],
  });
}
