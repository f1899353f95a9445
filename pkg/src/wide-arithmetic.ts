/** A module with one function, which multiplies and adds numbers of 128 bits. */
const WIDE = [
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 6, 1, 0x60, 0, 2, 0x7e, 0x7e], // a type: no parameters, two i64
  ...[3, 2, 1, 0], // a function of this type
  ...[10, 16, 1, 14, 0, 0x42, 0, 0x42, 0, 0x42, 0, 0x42, 0, 0xfc, 0x16, 0xfc, 0x13, 0x0b], // i64.mul_wide_u, i64.add128
];

/**
 * Returns true if this host runs modules that use the WebAssembly proposal "wide arithmetic". In it,
 * `agent-identity-wasm/agent_identity_wide.wasm` signs and verifies in 0.57 to 0.69 of the time of `agent_identity.wasm`, and does the same
 * otherwise. Pass one of them to `init` of `agent-identity-wasm/slim`. Never throws.
 *
 * @example
 * ```js
 * import { readFile } from "node:fs/promises";
 * import init, { AgentKey, wideArithmetic } from "agent-identity-wasm/slim";
 *
 * const file = wideArithmetic() ? "agent_identity_wide.wasm" : "agent_identity.wasm";
 * await init(readFile(new URL(import.meta.resolve(`agent-identity-wasm/${file}`))));
 * console.log(AgentKey.generate().publicKey.toBytes().length); // 32
 * ```
 */
export function wideArithmetic(): boolean {
  try {
    return WebAssembly.validate(Uint8Array.from(WIDE)) === true;
  } catch {
    return false;
  }
}
