import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const file = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

/** The service worker knows every file of the build, and changes whenever one of them does. */
const serviceWorker = () => ({
  name: "service-worker",
  apply: "build",
  generateBundle(_options, bundle) {
    const built = Object.values(bundle).map((output) => ("code" in output ? output.code : output.source));
    const contents = [...built, file("./index.html")].map(String).sort();
    const version = createHash("sha256").update(contents.join("\0")).digest("hex").slice(0, 16);
    const names = [...Object.keys(bundle), ...readdirSync(new URL("./public", import.meta.url))];
    const files = ["./", ...names.filter((name) => name !== "index.html").map((name) => `./${name}`)].sort();
    const source = `const VERSION = "${version}";\nconst FILES = ${JSON.stringify(files)};\n${file("./service-worker.js")}`;
    this.emitFile({ type: "asset", fileName: "service-worker.js", source });
  },
});

export default defineConfig({
  // Relative, so that the page works below any path.
  base: "./",
  plugins: [serviceWorker()],
  resolve: {
    alias: [
      // The site fetches the core as a file of its own.
      { find: /^agent-identity-wasm$/, replacement: "agent-identity-wasm/slim" },
      {
        find: /^.*\/start\.js$/,
        replacement: fileURLToPath(new URL("src/site/start-core.ts", import.meta.url)),
      },
    ],
  },
  build: {
    // The style sheets use light-dark() as it is.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: ["index.html"],
    },
    target: "es2022",
  },
  worker: { format: "es" },
});
