import { fromRoot, root } from "../../../../scripts/lib/paths.mjs";

/** The part of VS Code's API that the tested sources use. */
const VSCODE = `
export class EventEmitter {
  #listeners = new Set();
  event = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(value) { for (const listener of this.#listeners) listener(value); }
  dispose() { this.#listeners.clear(); }
}
export class Position {
  constructor(line, character) { Object.assign(this, { line, character }); }
  isBefore({ line, character }) { return this.line < line || (this.line === line && this.character < character); }
}
export class Range {
  constructor(...at) {
    [this.start, this.end] = at.length === 2 ? at : [new Position(at[0], at[1]), new Position(at[2], at[3])];
  }
}
export class MarkdownString { constructor(value, icons) { Object.assign(this, { value, supportThemeIcons: icons }); } }
export class FileSystemError extends Error {}
export const l10n = { t: (text, ...values) => text.replace(/\\{(\\d)\\}/g, (_, index) => values[index]) };
export const window = globalThis.fakeVscodeWindow ??= { visibleTextEditors: [], showWarningMessage: async () => undefined };
export const env = globalThis.fakeVscodeEnv ??= {};
export const extensions = (globalThis.fakeVscodeExtensions ??= { all: [], getExtension: () => undefined });
export const workspace = globalThis.fakeVscodeWorkspace ??= {
  fs: {}, isTrusted: true, getConfiguration: () => ({ get: () => undefined }), onDidChangeConfiguration: () => ({ dispose() {} }),
};
export const Uri = { joinPath: (base, ...parts) => ({ path: [base.path, ...parts].join("/") }) };
`;

/** Imports sources of the extension, all that they export, with a stand-in for the module `vscode`. */
export async function importExtension(...paths) {
  const esbuild = await import("esbuild");
  const { outputFiles } = await esbuild.build({
    bundle: true,
    format: "esm",
    logLevel: "warning",
    platform: "neutral",
    plugins: [
      {
        name: "vscode",
        setup(build) {
          build.onResolve({ filter: /^vscode$/ }, ({ path }) => ({ path, namespace: "vscode" }));
          build.onLoad({ filter: /.*/, namespace: "vscode" }, () => ({ contents: VSCODE }));
          // A module of a data URL cannot resolve the name of a package.
          build.onResolve({ filter: /^agent-identity-wasm$/ }, () => ({
            path: new URL("../../../../pkg/dist/index.js", import.meta.url).href,
            external: true,
          }));
        },
      },
    ],
    stdin: {
      contents: paths
        .map((path) => `export * from ${JSON.stringify(fromRoot("vscode/src", path))};`)
        .join("\n"),
      resolveDir: root,
    },
    target: "es2022",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
