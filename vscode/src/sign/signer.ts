import { AgentIdentity, AgentKey, AgentTasks, agentFetch } from "agent-identity-wasm";
import type * as vscode from "vscode";
import { allowedOrigins, onDidChangeSettings } from "../config.js";
import { startCore } from "../core.js";
import { noIdentity } from "../identities/choose.js";
import type { IdentityStore } from "../identities/identity-store.js";
import type { StoredIdentity } from "../identities/stored-identity.js";
import { requireTrust } from "../trust.js";

export type SignedFetch = ReturnType<typeof agentFetch>;

/** Signs for one identity. */
export interface Signer {
  readonly id: string;
  readonly agentRuntimeId: string;
  headers(thread: string | undefined): Promise<Record<string, string>>;
  readonly fetch: SignedFetch;
  free(): void;
}

/** Keeps the signers of the identities, and with them the tasks that they have registered. */
export class Signers implements vscode.Disposable {
  readonly #store: IdentityStore;
  readonly #signers = new Map<string, Signer>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(store: IdentityStore) {
    this.#store = store;
    this.#subscriptions = [
      store.onDidChange(() => void this.#dropAll()),
      // A signer has the allowed origins of the time when it was made. One that is in use stays usable.
      onDidChangeSettings(() => this.#signers.clear()),
    ];
  }

  dispose() {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const signer of this.#signers.values()) signer.free();
    this.#signers.clear();
  }

  /** Returns the signer of an identity, or of the active one. */
  async get(id?: string): Promise<Signer> {
    requireTrust();
    const [stored] = await Promise.all([
      id === undefined ? this.#store.activeSecret() : this.#store.secret(id),
      startCore(),
    ]);
    if (!stored) throw noIdentity();
    const kept = this.#signers.get(stored.id);
    if (kept) return kept;
    const signer = makeSigner(stored);
    this.#signers.set(stored.id, signer);
    return signer;
  }

  /** Frees the keys of identities that were forgotten. Any other signer may still be in use. */
  async #dropAll() {
    const dropped = [...this.#signers.values()];
    this.#signers.clear();
    const stored = new Set((await this.#store.list()).map(({ id }) => id));
    for (const signer of dropped) if (!stored.has(signer.id)) signer.free();
  }
}

function makeSigner({ id, record, chatgptBaseUrl, authApiBaseUrl }: StoredIdentity): Signer {
  const key = AgentKey.fromPkcs8(record.agentPrivateKey);
  const identity = new AgentIdentity(record.agentRuntimeId, key);
  const tasks = new AgentTasks(identity, { endpoints: chatgptBaseUrl, authApiBaseUrl });
  const account = { accountId: record.accountId, fedramp: record.fedramp };
  return {
    id,
    agentRuntimeId: record.agentRuntimeId,
    headers: async (thread) =>
      thread === undefined && record.taskId
        ? identity.requestHeaders(record.taskId, account)
        : tasks.headers(thread, account),
    fetch: agentFetch(tasks, {
      ...account,
      allowedOrigins: [new URL(chatgptBaseUrl).origin, ...allowedOrigins()],
    }),
    free: () => {
      identity.free();
      key.free();
    },
  };
}
