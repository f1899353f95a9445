import { linearMemory as buffer } from "../../../../benches/linear-memory.mjs";

/** Returns the package's whole WebAssembly memory, with the stack. The package must have been used before. */
export const linearMemory = () => Buffer.from(buffer());

export { growMemory } from "../../../../benches/linear-memory.mjs";

export const memoryBytes = () => buffer().byteLength;
