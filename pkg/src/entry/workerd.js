// @ts-check
// Where compiling bytes is forbidden, the runtime compiles the module when it is imported.
import module from "./agent_identity.wasm";
import { setDefaultSource } from "../load.js";

setDefaultSource(() => module);

export * from "../api.js";
export { default } from "../api.js";
