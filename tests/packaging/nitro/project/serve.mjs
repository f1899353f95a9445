// Runs a worker in workerd, and prints what it answers to each path: node serve.mjs <folder> <script> <path>…
import { Miniflare } from "miniflare";

const [folder, script, ...paths] = process.argv.slice(2);
const worker = new Miniflare({
  compatibilityDate: "2026-07-01",
  compatibilityFlags: ["nodejs_compat"],
  modules: true,
  modulesRoot: folder,
  modulesRules: [
    { type: "ESModule", include: ["**/*.js", "**/*.mjs"] },
    { type: "CompiledWasm", include: ["**/*.wasm"] },
  ],
  scriptPath: `${folder}/${script}`,
});
for (const path of paths) {
  const response = await worker.dispatchFetch(`http://localhost${path}`);
  console.log(`SCENARIO ${await response.text()}`);
}
await worker.dispose();
