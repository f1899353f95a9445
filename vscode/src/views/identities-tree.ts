import * as vscode from "vscode";
import type { Consents, Decision } from "../access/consents.js";
import type { IdentityStore } from "../identities/identity-store.js";
import type { PublicIdentity } from "../identities/stored-identity.js";
import type { TrustedKey, TrustedKeys } from "../keys/trusted-keys.js";
import { describeError } from "../report-error.js";

/** Commands get the node as their argument. It has nothing in it that is secret. */
type Node =
  | { readonly kind: "identities" | "publicKeys" | "accesses" }
  | ({ readonly kind: "identity"; readonly isActive: boolean } & PublicIdentity)
  | ({ readonly kind: "publicKey" } & TrustedKey)
  | { readonly kind: "access"; readonly extensionId: string; readonly decision: Decision }
  | { readonly kind: "error"; readonly message: string };

/** Lists identities, trusted public keys, and the extensions that may sign. */
export class IdentitiesTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #store: IdentityStore;
  readonly #keys: TrustedKeys;
  readonly #consents: Consents;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: vscode.Disposable[];

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(store: IdentityStore, keys: TrustedKeys, consents: Consents) {
    this.#store = store;
    this.#keys = keys;
    this.#consents = consents;
    const refresh = () => this.#changed.fire(undefined);
    this.#subscriptions = [store, keys, consents].map(({ onDidChange }) => onDidChange(refresh));
  }

  dispose() {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  async getChildren(node?: Node): Promise<Node[]> {
    try {
      return node ? await this.#childrenOf(node) : await this.#roots();
    } catch (error) {
      return [{ kind: "error", message: describeError(error) }];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case "identities":
        return group(node.kind, vscode.l10n.t("Identities"));
      case "publicKeys":
        return group(node.kind, vscode.l10n.t("Trusted public keys"));
      case "accesses":
        return group(node.kind, vscode.l10n.t("Extensions"));
      case "identity":
        return identityItem(node);
      case "publicKey":
        return keyItem(node);
      case "access":
        return accessItem(node);
      case "error":
        return item(node.message, "error", "error");
    }
  }

  /** An empty view shows its welcome text. */
  async #roots(): Promise<Node[]> {
    const [identities, keys] = await Promise.all([this.#store.list(), this.#keys.list()]);
    const accesses = this.#consents.list();
    if (identities.length + keys.length + accesses.length === 0) return [];
    const groups: Node[] = [{ kind: "identities" }, { kind: "publicKeys" }];
    return accesses.length > 0 ? [...groups, { kind: "accesses" }] : groups;
  }

  async #childrenOf({ kind }: Node): Promise<Node[]> {
    if (kind === "identities") {
      const [identities, active] = await Promise.all([this.#store.list(), this.#store.active()]);
      return identities.map((identity) => ({
        kind: "identity",
        isActive: identity.id === active?.id,
        ...identity,
      }));
    }
    if (kind === "publicKeys") return (await this.#keys.list()).map((key) => ({ kind: "publicKey", ...key }));
    if (kind === "accesses") return this.#consents.list().map((access) => ({ kind: "access", ...access }));
    return [];
  }
}

function group(context: string, label: string): vscode.TreeItem {
  const made = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  made.contextValue = context;
  return made;
}

function item(label: string, context: string, icon: string): vscode.TreeItem {
  const made = new vscode.TreeItem(label);
  made.contextValue = context;
  made.iconPath = new vscode.ThemeIcon(icon);
  return made;
}

function identityItem(node: PublicIdentity & { isActive: boolean }): vscode.TreeItem {
  const { agentRuntimeId, accountId, isActive, fingerprint, chatgptBaseUrl } = node;
  const made = item(agentRuntimeId, isActive ? "identityActive" : "identity", isActive ? "shield" : "key");
  made.description = isActive ? vscode.l10n.t("{0} · active", accountId) : accountId;
  made.tooltip = [agentRuntimeId, accountId, fingerprint, chatgptBaseUrl].join("\n");
  return made;
}

function keyItem({ name, fingerprint, error }: TrustedKey): vscode.TreeItem {
  const made = item(name, "publicKey", error ? "warning" : "verified");
  made.description = fingerprint ?? vscode.l10n.t("cannot be read");
  made.tooltip = error ?? fingerprint ?? "";
  return made;
}

function accessItem({ extensionId, decision }: { extensionId: string; decision: Decision }): vscode.TreeItem {
  const allowed = decision === "allowed";
  const made = item(extensionId, "access", allowed ? "extensions" : "circle-slash");
  made.description = allowed ? vscode.l10n.t("may sign") : vscode.l10n.t("may not sign");
  return made;
}
