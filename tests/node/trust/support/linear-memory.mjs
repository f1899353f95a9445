import { linearMemory as buffer } from "../../../../benches/linear-memory.mjs";

/** All of the package's memory, stack included. It has to have been used before. */
export const linearMemory = () => Buffer.from(buffer());

export { growMemory } from "../../../../benches/linear-memory.mjs";

export const memoryBytes = () => buffer().byteLength;
