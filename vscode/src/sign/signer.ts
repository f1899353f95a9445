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
  /** Signers that newer settings have replaced. They stay usable until their identity is forgotten. */
  #replaced: Signer[] = [];
  readonly #subscriptions: vscode.Disposable[];

  constructor(store: IdentityStore) {
    this.#store = store;
    this.#subscriptions = [
      store.onDidChange(() => void this.#dropAll()),
      // A signer has the allowed origins of the time when it was made.
      onDidChangeSettings(() => this.#replaceAll()),
    ];
  }

  dispose() {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#replaceAll();
    for (const signer of this.#replaced) signer.free();
    this.#replaced = [];
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

  #replaceAll() {
    this.#replaced.push(...this.#signers.values());
    this.#signers.clear();
  }

  /** Frees the keys of identities that were forgotten. Any other signer may still be in use. */
  async #dropAll() {
    this.#replaceAll();
    const stored = new Set((await this.#store.list()).map(({ id }) => id));
    const isForgotten = ({ id }: Signer) => !stored.has(id);
    for (const signer of this.#replaced.filter(isForgotten)) signer.free();
    this.#replaced = this.#replaced.filter((signer) => !isForgotten(signer));
  }
}

function makeSigner(stored: StoredIdentity): Signer {
  const { id, record } = stored;
  const key = AgentKey.fromPkcs8(record.agentPrivateKey);
  const identity = new AgentIdentity(record.agentRuntimeId, key);
  const free = () => {
    identity.free();
    key.free();
  };
  try {
    return { id, agentRuntimeId: record.agentRuntimeId, free, ...signing(identity, stored) };
  } catch (error) {
    free();
    throw error;
  }
}

function signing(
  identity: AgentIdentity,
  { record, chatgptBaseUrl, authApiBaseUrl }: StoredIdentity,
): Pick<Signer, "headers" | "fetch"> {
  const tasks = new AgentTasks(identity, { endpoints: chatgptBaseUrl, authApiBaseUrl });
  const account = { accountId: record.accountId, fedramp: record.fedramp };
  return {
    headers: async (thread) =>
      thread === undefined && record.taskId
        ? identity.requestHeaders(record.taskId, account)
        : tasks.headers(thread, account),
    fetch: agentFetch(tasks, {
      ...account,
      allowedOrigins: [new URL(chatgptBaseUrl).origin, ...allowedOrigins()],
    }),
  };
}
