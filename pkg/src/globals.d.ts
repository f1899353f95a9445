declare const __VERSION__: string;

declare module "*.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}
