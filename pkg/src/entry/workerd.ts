// workerd forbids compiling bytes. There, the runtime compiles the module when it is imported.
import { setDefaultSource } from "../load.js";
import module from "./agent_identity.wasm";

setDefaultSource(() => module);

export * from "../api.js";
export { default } from "../api.js";
