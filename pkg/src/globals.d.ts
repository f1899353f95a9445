declare const __VERSION__: string;

declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
