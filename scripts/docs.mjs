import { main } from "./lib/main.mjs";
import { run } from "./lib/run.mjs";
import { ensureNodeModules } from "./tools/node-modules.mjs";
import { ensureRust } from "./tools/rust.mjs";

/** The API reference in docs/api, made from the type declarations, and the crate's in target/doc. */
await main(async () => {
  for (const ensure of [ensureNodeModules, ensureRust]) await ensure();
  await run("npm", ["run", "build", "--workspace", "docs"]);
  await run("cargo", ["doc", "--no-deps"], { env: { RUSTDOCFLAGS: "-D warnings" } });
});
