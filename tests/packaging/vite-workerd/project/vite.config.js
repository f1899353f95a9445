import { readFileSync } from "node:fs";
import { basename } from "node:path";

export default {
  build: { emitAssets: true, ssr: "worker.js" },
  plugins: [compiledWasm()],
  ssr: { noExternal: true, resolve: { conditions: ["workerd"] }, target: "webworker" },
};

/** Leaves imports of `….wasm?module` to the runtime, and puts the file beside the script that imports it. */
function compiledWasm() {
  const query = "?module";
  return {
    name: "compiled-wasm",
    enforce: "pre",
    async resolveId(source, importer) {
      if (!source.endsWith(`.wasm${query}`)) return;
      const { id } = await this.resolve(source.slice(0, -query.length), importer, { skipSelf: true });
      const fileName = basename(id);
      this.emitFile({ type: "asset", fileName, source: readFileSync(id) });
      return { id: `./${fileName}`, external: true };
    },
  };
}
