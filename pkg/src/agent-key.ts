import type { AgentKey as RawAgentKey } from "../build/core.js";
import { type AgentPublicKey, wrapPublicKey } from "./agent-public-key.js";
import type { Bytes } from "./bytes.js";
import { adopt, Handle, isFreed, OURS, rawOf } from "./handle.js";
import { core } from "./load.js";

/**
 * Returns the public half of a key, even if its owner has replaced the members of the object.
 * @internal
 */
export let publicKeyOf: (key: AgentKey) => AgentPublicKey;

let wrapKey: (raw: RawAgentKey) => AgentKey;

/**
 * An Ed25519 key pair (RFC 8032).
 *
 * The secret lives in WebAssembly memory and is wiped when the key is freed or collected. The key prints as
 * redacted and cannot be cloned. A string that {@link AgentKey.exportPkcs8} returns is an ordinary one,
 * which JavaScript cannot wipe.
 *
 * @example
 * ```js
 * import { AgentKey } from "agent-identity-wasm";
 *
 * const key = AgentKey.generate();
 * const stored = key.exportPkcs8(); // a secret: keep it in a SecretStorage or a key chain
 * const again = AgentKey.fromPkcs8(stored);
 * console.log(again.publicKey.equals(key.publicKey)); // true
 * key.free();
 * ```
 */
export class AgentKey extends Handle {
  #publicKey: AgentPublicKey | undefined;

  private constructor(raw: RawAgentKey, maker: symbol) {
    super();
    adopt(this, "AgentKey", raw, maker);
  }

  /**
   * Makes a new key from the host's secure random numbers.
   *
   * @throws {@link AgentIdentityError} `random_unavailable`
   */
  static generate(): AgentKey {
    return wrapKey(core().AgentKey.generate());
  }

  /**
   * Reads PKCS#8, version 1 (RFC 8410) or 2 (RFC 5958): base64 as Codex stores it, PEM, or DER. Texts may be given as
   * bytes. Attributes in the structure (RFC 5958 §2) are ignored.
   *
   * White space, quotes, a byte order mark and characters without a width around a text are ignored. PEM and base64 may
   * be folded anywhere, and line ends may be written as `\n`. Private keys of OpenSSH, PuTTY and other programs are not
   * read: the error names the form and a command that converts it.
   *
   * @throws {@link AgentIdentityError} `private_key_…`, one code per fault
   */
  static fromPkcs8(source: string | Bytes): AgentKey {
    return wrapKey(core().AgentKey.fromPkcs8(source));
  }

  static {
    // esbuild renames a class whose body names it, and a debugger shows the new name.
    wrapKey = (raw) => new this(raw, OURS);
    publicKeyOf = (key) => {
      const raw = rawKey(key);
      if (!key.#publicKey || isFreed(key.#publicKey)) key.#publicKey = wrapPublicKey(raw.publicKey());
      return key.#publicKey;
    };
  }

  /** The public half; the same object every time. */
  get publicKey(): AgentPublicKey {
    return publicKeyOf(this);
  }

  /**
   * Exports the private key as PKCS#8 version 1 (RFC 8410), which every reader of PKCS#8 accepts. The result is a secret.
   *
   * @param options.format `"base64"` by default: the DER in base64 on one line (64 characters), as Codex stores it.
   * `"pem"`: the same in PEM armour (RFC 7468), as OpenSSL and `jose` write it. `"der"`: the 48 bytes, which you can
   * overwrite with zeros, as you cannot a string.
   * @throws {@link AgentIdentityError} `wrong_type`, `freed`
   *
   * @example
   * ```js
   * import { AgentKey } from "agent-identity-wasm";
   *
   * const key = AgentKey.generate();
   * console.log(key.exportPkcs8().length); // 64
   * console.log(key.exportPkcs8({ format: "pem" }).split("\n")[0]); // -----BEGIN PRIVATE KEY-----
   * console.log(key.exportPkcs8({ format: "der" }).length); // 48
   * ```
   */
  exportPkcs8(options?: { format?: "base64" | "pem" }): string;
  exportPkcs8(options: { format: "der" }): Uint8Array;
  exportPkcs8(options?: { format?: "base64" | "pem" | "der" }): string | Uint8Array {
    return rawKey(this).exportPkcs8(options);
  }

  /** @internal */
  get [Symbol.toStringTag](): string {
    return "AgentKey";
  }
}

/** @internal */
export function rawKey(value: unknown, name = "the key"): RawAgentKey {
  return rawOf(value, "AgentKey", name);
}
