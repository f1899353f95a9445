/**
 * Sign, verify and inspect Codex Agent Identity assertions.
 *
 * Nothing here does I/O but {@link AgentTasks} and {@link registerAgent}, and those through `fetch`. Every
 * function works at once; the WebAssembly module is compiled on first use.
 * Every refusal is an {@link AgentIdentityError} with a stable `code`.
 *
 * @packageDocumentation
 */

// This is the default entry. It contains the module's bytes as text and compiles them on first use.
import bytes from "../../build/bytes.js";
import { setDefaultSource } from "../load.js";
import { unpack } from "../unpack.js";

setDefaultSource(() => unpack(bytes));

export * from "../api.js";
export { default } from "../api.js";
