// The target of `agent-identity-wasm/agent_identity.wasm?module`. Turbopack looks up the whole text in the `exports` of the
// package, with the query; webpack, Nitro and wrangler look up the part before it and find the file itself.
import type { WebAssemblyModule } from "../load.js";
import compiled from "./agent_identity.wasm?module";

/** The compiled module, for the `initSync` of `agent-identity-wasm/slim`. */
const module: WebAssemblyModule = compiled;

export default module;
