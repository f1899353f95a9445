import { run } from "../lib/run.mjs";
import { buildInspector } from "./inspector.mjs";

/**
 * Builds the inspector: the site in www/dist, and the npm package in www/lib. The package
 * agent-identity-wasm must have been built.
 */
export async function buildSite() {
  await run("npm", ["run", "build", "--workspace", "www"]);
  await buildInspector();
}
