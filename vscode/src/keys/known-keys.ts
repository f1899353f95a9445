import { AgentPublicKey } from "agent-identity-wasm";
import type { IdentityStore } from "../identities/identity-store.js";
import type { TrustedKeys } from "./trusted-keys.js";

export interface KnownKey {
  readonly name: string;
  /** An OpenSSH line. */
  readonly publicKey: string;
  readonly fingerprint: string;
}

/** Every public key by which an assertion can be judged: those of the identities, and those that the user trusts. */
export class KnownKeys {
  readonly #store: IdentityStore;
  readonly #trusted: TrustedKeys;

  constructor(store: IdentityStore, trusted: TrustedKeys) {
    this.#store = store;
    this.#trusted = trusted;
  }

  async list(): Promise<readonly KnownKey[]> {
    const own = (await this.#store.list()).map(({ agentRuntimeId, publicKey, fingerprint }) => ({
      name: agentRuntimeId,
      publicKey,
      fingerprint,
    }));
    const trusted = (await this.#trusted.list()).flatMap(({ name, publicKey, fingerprint }) =>
      publicKey && fingerprint ? [{ name, publicKey, fingerprint }] : [],
    );
    const all = [...own, ...trusted];
    return all.filter(
      (key, index) => all.findIndex(({ publicKey }) => publicKey === key.publicKey) === index,
    );
  }
}

/** Calls back with parsed keys, in the form of the package's options, and frees them. */
export async function withKeys<T>(
  keys: readonly KnownKey[],
  use: (options: { publicKey?: AgentPublicKey; otherPublicKeys?: AgentPublicKey[] }) => T | Promise<T>,
): Promise<T> {
  const parsed = keys.map(({ publicKey }) => AgentPublicKey.parse(publicKey));
  const [publicKey, ...otherPublicKeys] = parsed;
  try {
    return await use(publicKey ? { publicKey, otherPublicKeys } : {});
  } finally {
    for (const key of parsed) key.free();
  }
}
