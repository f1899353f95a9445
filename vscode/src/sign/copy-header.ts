import * as vscode from "vscode";
import { clipboardSeconds } from "../config.js";
import { chooseIdentity } from "../identities/choose.js";
import type { IdentityStore } from "../identities/identity-store.js";
import type { BriefClipboard } from "./clipboard.js";
import type { Signers } from "./signer.js";

/** Copies a header of the active identity, or of the one that a tree item names, and says how long it stays. */
export async function copyHeader(
  store: IdentityStore,
  signers: Signers,
  clipboard: BriefClipboard,
  named?: { readonly id?: unknown },
): Promise<void> {
  const identity = named?.id === undefined ? undefined : await chooseIdentity(store, named, "");
  const signer = await signers.get(identity?.id);
  const { Authorization } = await signing(() => signer.headers(undefined));
  if (!Authorization) throw new Error("the headers have no Authorization");
  const seconds = clipboardSeconds();
  await clipboard.copy(Authorization, seconds, tell);
  const message = vscode.l10n.t(
    "A header of {0} was copied. Use it within 5 minutes. It is removed from the clipboard in {1} s.",
    signer.agentRuntimeId,
    seconds,
  );
  void vscode.window.showInformationMessage(message);
}

const signing = <T>(work: () => Promise<T>) =>
  vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Registering a task") },
    work,
  );

/** Says what became of the clipboard, unless somebody has copied something else since. */
function tell(outcome: "cleared" | "changed" | "unknown") {
  if (outcome === "cleared")
    void vscode.window.showInformationMessage(vscode.l10n.t("The header was removed from the clipboard."));
  if (outcome === "unknown")
    void vscode.window.showWarningMessage(
      vscode.l10n.t("The clipboard could not be read, so the header may still be in it."),
    );
}
