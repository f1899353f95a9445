/**
 * Returns a number that tells one build's module from another's, and from any other module: the FNV-1a hash of the names
 * of its exports and imports, in which wasm-bindgen has hashes of the types.
 */
export function interfaceOf(module: WebAssembly.Module): number {
  const { exports, imports } = WebAssembly.Module;
  const names = [...exports(module), ...imports(module)].map(({ kind, name }) => `${kind} ${name}\n`);
  let hash = 0x811c9dc5;
  for (const character of names.join("")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193);
  }
  return hash;
}
