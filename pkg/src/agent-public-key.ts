import type { AgentPublicKey as RawAgentPublicKey } from "../build/core.js";
import type { Bytes } from "./bytes.js";
import { adopt, Handle, OURS, rawOf } from "./handle.js";
import { core } from "./load.js";

/** A public key as a JSON Web Key (RFC 8037). */
export interface AgentPublicJwk {
  kty: "OKP";
  crv: "Ed25519";
  /** The 32 bytes in base64url without padding. */
  x: string;
}

/** The members of a JSON Web Key that are read. Every `JsonWebKey` of WebCrypto is one. */
export interface PublicJwkLike {
  kty?: string;
  crv?: string;
  x?: string;
}

/** @internal */
export let wrapPublicKey: (raw: RawAgentPublicKey) => AgentPublicKey;

/**
 * An Ed25519 public key (RFC 8032): a canonically encoded point whose order is not small.
 *
 * @example
 * ```js
 * import { AgentPublicKey } from "agent-identity-wasm";
 *
 * const line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
 * const key = AgentPublicKey.parse(line);
 * console.log(key.fingerprint()); // SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8
 * console.log(key.toJwk().x); // 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo
 * ```
 */
export class AgentPublicKey extends Handle {
  private constructor(raw: RawAgentPublicKey, maker: symbol) {
    super();
    adopt(this, "AgentPublicKey", raw, maker);
  }

  static {
    // esbuild renames a class whose body names it, and a debugger shows the new name.
    wrapPublicKey = (raw) => new this(raw, OURS);
  }

  /**
   * Reads an OpenSSH line, also with the options of `authorized_keys` or the hosts of `known_hosts` before it; its base64
   * alone; SPKI as PEM, DER bytes or base64 of them; a JWK as an object or as JSON; the 32 bytes raw, in hex, base64 or
   * base64url. Texts may be given as bytes.
   *
   * White space, quotes, a byte order mark and characters without a width around a text are ignored. PEM, base64 and hex
   * may be folded anywhere, and line ends may be written as `\n`. Other forms of keys are named in the error, which says
   * how to convert them.
   *
   * @throws {@link AgentIdentityError} `public_key_…`, one code per fault
   *
   * @example
   * ```js
   * import { AgentPublicKey } from "agent-identity-wasm";
   *
   * const line = 'restrict ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea me@here';
   * console.log(AgentPublicKey.parse(line).fingerprint()); // SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8
   * ```
   */
  static parse(source: string | Bytes | PublicJwkLike): AgentPublicKey {
    return wrapPublicKey(core().AgentPublicKey.parse(source));
  }

  /**
   * Returns the OpenSSH line `ssh-ed25519 <base64>`, followed by the comment if one is given.
   *
   * @throws {@link AgentIdentityError} `registration_text_invalid`: a comment with control characters
   */
  toSsh(comment?: string): string {
    return rawPublicKey(this).toSsh(comment);
  }

  /** The 32 bytes of RFC 8032 §5.1.2. */
  toBytes(): Uint8Array {
    return rawPublicKey(this).toBytes();
  }

  /** Returns the key as a JSON Web Key (RFC 8037). */
  toJwk(): AgentPublicJwk {
    return rawPublicKey(this).toJwk();
  }

  /** `-----BEGIN PUBLIC KEY-----` … (RFC 8410). */
  toSpkiPem(): string {
    return rawPublicKey(this).toSpkiPem();
  }

  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  fingerprint(): string {
    return rawPublicKey(this).fingerprint();
  }

  /** Returns true if both are the same key. */
  equals(other: AgentPublicKey): boolean {
    return rawPublicKey(this).equals(rawPublicKey(other, "other"));
  }

  /** @internal */
  get [Symbol.toStringTag](): string {
    return "AgentPublicKey";
  }
}

/** @internal */
export function rawPublicKey(value: unknown, name = "the public key"): RawAgentPublicKey {
  return rawOf(value, "AgentPublicKey", name);
}
