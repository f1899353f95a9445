// Edge runtimes forbid compiling bytes. There, the runtime or its bundler compiles the module when it is imported.
import { setDefaultSource } from "../load.js";
import module from "./agent_identity.wasm?module";

setDefaultSource(() => module);

export * from "../api.js";
export { default } from "../api.js";
