import type { AgentPublicKey, Assertion } from "agent-identity-wasm";
import type { KeyCopy } from "./keys.js";

/** A request whose assertion is valid. */
export interface Verified {
  /** Tells it from {@link Refused}. */
  ok: true;
  /** The assertion that the agent signed. */
  assertion: Assertion;
  /** The key that made the signature. It is yours: you may free it. */
  publicKey: AgentPublicKey;
}

/** @internal */
export function verified(assertion: Assertion, signer: KeyCopy): Verified {
  let copy: AgentPublicKey | undefined;
  return {
    ok: true,
    assertion,
    // Few callers want the key, and each copy is an object in WebAssembly's memory.
    get publicKey() {
      copy ??= signer.copy();
      return copy;
    },
  };
}
