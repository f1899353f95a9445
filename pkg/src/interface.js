// @ts-check

/**
 * A number that tells one build's module from another's, and from anything else that compiles: of the names of all
 * that goes in and out, in which wasm-bindgen has hashes of the types. FNV-1a.
 * @param {WebAssembly.Module} module
 */
export function interfaceOf(module) {
  const { exports, imports } = WebAssembly.Module;
  const names = [...exports(module), ...imports(module)].map(({ kind, name }) => `${kind} ${name}\n`);
  let hash = 0x811c9dc5;
  for (const character of names.join("")) {
    hash = Math.imul(hash ^ /** @type {number} */ (character.codePointAt(0)), 0x01000193);
  }
  return hash;
}
