// The package keeps its memory to itself: to search it, what it instantiates is looked at on the way.
let exports;

WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...args) {
    super(...args);
    exports = this.exports;
  }
};

/** All of the package's memory, stack included. It has to have been used before. */
export const linearMemory = () => Buffer.from(exports.memory.buffer);

export const memoryBytes = () => exports.memory.buffer.byteLength;
