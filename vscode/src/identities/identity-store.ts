import * as vscode from "vscode";
import { startCore } from "../core.js";
import { UserError } from "../report-error.js";
import {
  activeOf,
  nothingStored,
  type PublicIdentity,
  publicIdentity,
  readStored,
  type StoredIdentities,
  type StoredIdentity,
  withIdentity,
  withoutIdentity,
} from "./stored-identity.js";

const SECRET = "agentIdentity.identities";

/**
 * The identities in VS Code's secret storage. One secret holds all of them, so that each change is whole, and nothing of an
 * identity is left anywhere else once it is forgotten. In memory the store keeps only what may be shown.
 */
export class IdentityStore implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #shown: Promise<{ identities: readonly PublicIdentity[]; active: PublicIdentity | undefined }> | undefined;
  #lastChange: Promise<unknown> = Promise.resolve();

  /** Fires if an identity was added, chosen or forgotten, in this window or another one. */
  readonly onDidChange = this.#changed.event;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key === SECRET) this.#refresh();
    });
  }

  dispose() {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** Returns all identities, without their private keys. */
  async list(): Promise<readonly PublicIdentity[]> {
    return (await this.#show()).identities;
  }

  async active(): Promise<PublicIdentity | undefined> {
    return (await this.#show()).active;
  }

  /** Returns the identity by which to sign now, with its private key. */
  async activeSecret(): Promise<StoredIdentity | undefined> {
    return activeOf(await this.#read());
  }

  async secret(id: string): Promise<StoredIdentity | undefined> {
    return (await this.#read()).identities.find((identity) => identity.id === id);
  }

  add(identity: StoredIdentity): Promise<void> {
    return this.#change((stored) => withIdentity(stored, identity));
  }

  select(id: string): Promise<void> {
    return this.#change((stored) => ({ ...stored, active: id }));
  }

  forget(id: string): Promise<void> {
    return this.#change((stored) => withoutIdentity(stored, id));
  }

  /** Changes follow each other, so that none undoes another one. */
  #change(change: (stored: StoredIdentities) => StoredIdentities): Promise<void> {
    const done = this.#lastChange.then(async () => {
      const next = change(await this.#read());
      if (next.identities.length === 0) await this.#secrets.delete(SECRET);
      else await this.#secrets.store(SECRET, JSON.stringify(next));
      this.#refresh();
    });
    this.#lastChange = done.catch(() => {});
    return done;
  }

  async #read(): Promise<StoredIdentities> {
    const stored = readStored(await this.#secrets.get(SECRET));
    if (stored) return stored;
    throw new UserError(vscode.l10n.t("The stored identities cannot be read. They were left as they are."));
  }

  #refresh() {
    this.#shown = undefined;
    this.#changed.fire();
  }

  #show() {
    this.#shown ??= this.#load().catch((error) => {
      this.#shown = undefined;
      throw error;
    });
    return this.#shown;
  }

  async #load() {
    const stored = await this.#read();
    if (stored === nothingStored || stored.identities.length === 0)
      return { identities: [], active: undefined };
    await startCore();
    const identities = stored.identities.map(publicIdentity);
    return { identities, active: identities.find(({ id }) => id === activeOf(stored)?.id) };
  }
}
