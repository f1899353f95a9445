/** The core as a compiled WebAssembly module, which a page and its workers can share. */
export type CompiledCore = WebAssembly.Module;
