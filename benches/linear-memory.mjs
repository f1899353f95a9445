// The package keeps its memory to itself: to weigh it, what it instantiates is looked at on the way.
let exports;

WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...args) {
    super(...args);
    exports = this.exports;
  }
};

export const linearMemory = () => exports.memory.buffer;
