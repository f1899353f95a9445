// What `agent-identity-wasm/agent_identity.wasm?module` resolves to if a tool looks the whole text up, as Turbopack does.
import type { WebAssemblyModule } from "../load.js";
import compiled from "./agent_identity.wasm?module";

/** The compiled module, for the `initSync` of `agent-identity-wasm/slim`. */
const module: WebAssemblyModule = compiled;

export default module;
