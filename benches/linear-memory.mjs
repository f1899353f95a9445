// The package keeps its memory to itself: to weigh it, what it instantiates is looked at on the way.
let exports;

WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...args) {
    super(...args);
    exports = this.exports;
  }
};

export const linearMemory = () => exports.memory.buffer;

/** Takes pages that the module then cannot have. Throws if there are none. */
export const growMemory = (pages) => exports.memory.grow(pages);
