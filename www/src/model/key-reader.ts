import type { AgentPublicKey } from "agent-identity-wasm";
import { readKeys } from "./key-list.js";
import type { Refusal } from "./refusal.js";

/** The keys that were typed; any of them will do. */
export interface ReadKey {
  readonly keys: readonly AgentPublicKey[];
  readonly fingerprints: readonly string[];
  readonly refusal?: Refusal;
  /** The number of keys in the key set that stands there for a JWT. */
  readonly keySet?: number;
}

/** Reads the key box. It remembers the last text, since the clock asks for the same again every second. */
export class KeyReader {
  #text = "";
  #read: ReadKey = { keys: [], fingerprints: [] };

  read(text: string): ReadKey {
    if (text === this.#text) return this.#read;
    for (const key of this.#read.keys) key.free();
    this.#text = text;
    const list = readKeys(text);
    this.#read = { ...list, fingerprints: list.keys.map((key) => key.fingerprint()) };
    return this.#read;
  }
}
