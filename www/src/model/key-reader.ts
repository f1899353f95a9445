import { AgentKey, AgentPublicKey } from "agent-identity-wasm";
import { type Attempt, attempt, type Refusal } from "./refusal.js";

export interface ReadKey {
  readonly key?: AgentPublicKey;
  readonly fingerprint?: string;
  readonly refusal?: Refusal;
}

/** Reads the key box. It remembers the last text, since the clock asks for the same again every second. */
export class KeyReader {
  #text = "";
  #read: ReadKey = {};

  read(text: string): ReadKey {
    if (text === this.#text) return this.#read;
    this.#read.key?.free();
    this.#text = text;
    this.#read = readKey(text);
    return this.#read;
  }
}

function readKey(text: string): ReadKey {
  if (text.trim() === "") return {};
  const { value: key, refusal } = attempt(() => AgentPublicKey.parse(text));
  return key ? { key, fingerprint: key.fingerprint() } : { refusal };
}

/** The public half of a private key that was pasted where a public key belongs. */
export function publicHalf(privateKey: string): Attempt<string> {
  return attempt(() => {
    const key = AgentKey.fromPkcs8(privateKey);
    try {
      return key.publicKey.toSsh();
    } finally {
      key.free();
    }
  });
}
