import * as vscode from "vscode";
import type { IdentityStore } from "../identities/identity-store.js";
import { inert } from "../text/inert.js";

/** Shows the active identity, as long as there is one. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    "agentIdentity.active",
    vscode.StatusBarAlignment.Right,
    90,
  );
  readonly #store: IdentityStore;
  readonly #subscription: vscode.Disposable;

  constructor(store: IdentityStore) {
    this.#store = store;
    this.#item.name = vscode.l10n.t("Agent Identity");
    this.#item.command = "agentIdentity.selectIdentity";
    this.#subscription = store.onDidChange(() => void this.refresh());
  }

  dispose() {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  async refresh(): Promise<void> {
    try {
      const active = await this.#store.active();
      if (!active) return this.#item.hide();
      const { agentRuntimeId, accountId, fingerprint } = active;
      this.#item.text = `$(shield) ${inert(agentRuntimeId)}`;
      this.#item.tooltip = vscode.l10n.t(
        "Agent Identity: {0}\nAccount: {1}\nKey: {2}\nClick to select another one.",
        agentRuntimeId,
        accountId,
        fingerprint,
      );
      this.#item.accessibilityInformation = {
        label: vscode.l10n.t("Active agent identity: {0}", agentRuntimeId),
        role: "button",
      };
      this.#item.show();
    } catch {
      // The tree shows the reason.
      this.#item.hide();
    }
  }
}
