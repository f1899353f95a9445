import * as vscode from "vscode";
import { startCore } from "../core.js";
import type { IdentityStore } from "../identities/identity-store.js";
import type { StoredIdentity } from "../identities/stored-identity.js";
import { requireTrust } from "../trust.js";
import { askAccount } from "./ask-account.js";
import { askAuthJson, findAuthJson } from "./auth-json-places.js";
import { addFromAuthJson, endpointsFromSettings } from "./from-auth-json.js";
import { addFromLocalAuthority } from "./local-authority.js";
import { registerWithProgress } from "./register.js";

interface Way extends vscode.QuickPickItem {
  add(): Promise<StoredIdentity | undefined>;
}

/** Adds an identity in the way that the user picks. With a file, reads it from there. */
export async function addIdentity(store: IdentityStore, file?: unknown): Promise<void> {
  requireTrust();
  await startCore();
  const way = file instanceof vscode.Uri ? { add: () => addFromAuthJson(file) } : await chooseWay();
  const identity = await way?.add();
  if (!identity) return;
  await store.add(identity);
  const message = vscode.l10n.t("{0} was added and is the active identity.", identity.record.agentRuntimeId);
  void vscode.window.showInformationMessage(message);
}

async function chooseWay(): Promise<Way | undefined> {
  const found = await findAuthJson();
  const ways: Way[] = [
    ...(found ? [fromFound(found)] : []),
    {
      label: `$(file) ${vscode.l10n.t("From an auth.json…")}`,
      detail: vscode.l10n.t("Choose a file that the Codex client wrote."),
      add: fromChosenFile,
    },
    {
      label: `$(add) ${vscode.l10n.t("Register a new agent…")}`,
      detail: vscode.l10n.t("Needs an access token of a ChatGPT account."),
      add: registerNew,
    },
    {
      label: `$(beaker) ${vscode.l10n.t("Connect to a local authority…")}`,
      detail: vscode.l10n.t("For development and tests, without an account."),
      add: addFromLocalAuthority,
    },
  ];
  return vscode.window.showQuickPick(ways, {
    title: vscode.l10n.t("Add an agent identity"),
    // A file that opens late takes the focus.
    ignoreFocusOut: true,
  });
}

const fromFound = (file: vscode.Uri): Way => ({
  label: `$(file) ${vscode.l10n.t("From the Codex client on this machine")}`,
  detail: file.fsPath,
  add: () => addFromAuthJson(file),
});

async function fromChosenFile() {
  const file = await askAuthJson();
  return file && addFromAuthJson(file);
}

async function registerNew() {
  const { chatgptBaseUrl, authApiBaseUrl } = endpointsFromSettings();
  const account = await askAccount();
  return account && registerWithProgress(account, { chatgptBaseUrl, authApiBaseUrl });
}
