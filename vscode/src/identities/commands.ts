import * as vscode from "vscode";
import { chooseIdentity } from "./choose.js";
import type { IdentityStore } from "./identity-store.js";

interface Named {
  readonly id?: unknown;
  readonly publicKey?: unknown;
}

export async function selectIdentity(store: IdentityStore, named?: Named): Promise<void> {
  const identity = await chooseIdentity(store, named, vscode.l10n.t("Select the identity to sign with"));
  if (identity) await store.select(identity.id);
}

export async function copyPublicKey(store: IdentityStore, named?: Named): Promise<void> {
  const given = typeof named?.publicKey === "string" ? { publicKey: named.publicKey } : undefined;
  const chosen = given ?? (await chooseIdentity(store, named, vscode.l10n.t("Whose public key?")));
  if (!chosen) return;
  await vscode.env.clipboard.writeText(chosen.publicKey);
  void vscode.window.setStatusBarMessage(vscode.l10n.t("The public key was copied."), 5000);
}

/** Removes an identity from the secret storage, after a question: its private key cannot be had back. */
export async function forgetIdentity(store: IdentityStore, named?: Named): Promise<void> {
  const identity = await chooseIdentity(store, named, vscode.l10n.t("Select the identity to forget"));
  if (!identity) return;
  const forget = vscode.l10n.t("Forget");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("Forget {0}?", identity.agentRuntimeId),
    {
      modal: true,
      detail: vscode.l10n.t(
        "Its private key is removed from the secret storage. The agent stays registered at the authority, and an auth.json that it was read from stays as it is.",
      ),
    },
    forget,
  );
  if (answer !== forget) return;
  await store.forget(identity.id);
  void vscode.window.showInformationMessage(vscode.l10n.t("{0} was forgotten.", identity.agentRuntimeId));
}
