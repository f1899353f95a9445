import * as vscode from "vscode";

export type Decision = "allowed" | "denied";

const STATE = "agentIdentity.access";

/** Keeps what the user has decided about each extension that asked to sign, until the user takes it back. */
export class Consents implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #asking = new Map<string, Promise<boolean>>();
  /** Extensions whose question was closed without an answer. They are not asked about again before the next start. */
  readonly #unanswered = new Set<string>();

  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  dispose() {
    this.#changed.dispose();
  }

  list(): readonly { readonly extensionId: string; readonly decision: Decision }[] {
    return Object.entries(this.#decisions()).map(([extensionId, decision]) => ({ extensionId, decision }));
  }

  /** True if an extension may sign. Asks the user once; everyone who asks meanwhile waits for the same answer. */
  async allows(extensionId: string, ask: () => Promise<Decision | undefined>): Promise<boolean> {
    const decided = this.#decisions()[extensionId];
    if (decided !== undefined) return decided === "allowed";
    if (this.#unanswered.has(extensionId)) return false;
    const asking = this.#asking.get(extensionId) ?? this.#ask(extensionId, ask);
    this.#asking.set(extensionId, asking);
    try {
      return await asking;
    } finally {
      this.#asking.delete(extensionId);
    }
  }

  async revoke(extensionId: string): Promise<void> {
    this.#unanswered.delete(extensionId);
    await this.#store(extensionId, undefined);
  }

  async decide(extensionId: string, decision: Decision): Promise<void> {
    await this.#store(extensionId, decision);
  }

  async #ask(extensionId: string, ask: () => Promise<Decision | undefined>): Promise<boolean> {
    const decision = await ask();
    if (decision === undefined) this.#unanswered.add(extensionId);
    else await this.#store(extensionId, decision);
    return decision === "allowed";
  }

  async #store(extensionId: string, decision: Decision | undefined) {
    const { [extensionId]: _, ...others } = this.#decisions();
    await this.#state.update(STATE, decision ? { ...others, [extensionId]: decision } : others);
    this.#changed.fire();
  }

  #decisions(): Record<string, Decision | undefined> & Record<string, Decision> {
    return this.#state.get(STATE, {});
  }
}
