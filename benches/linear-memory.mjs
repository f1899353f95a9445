// Gives access to the memory of the package. The package does not export it, so its instantiation is intercepted.
let exports;

WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...args) {
    super(...args);
    exports = this.exports;
  }
};

export const linearMemory = () => exports.memory.buffer;

/** Grows the memory by pages that the module then cannot use. Throws if that is not possible. */
export const growMemory = (pages) => exports.memory.grow(pages);
