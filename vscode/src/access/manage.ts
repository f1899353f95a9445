import * as vscode from "vscode";
import { UserError } from "../report-error.js";
import type { Consents } from "./consents.js";

/** Lists the extensions that have asked, and changes what was decided about the one that the user picks. */
export async function manageAccess(consents: Consents): Promise<void> {
  const entries = consents.list();
  if (entries.length === 0) throw new UserError(vscode.l10n.t("No extension has asked to sign yet."));
  const items = entries.map(({ extensionId, decision }) => ({
    label: extensionId,
    description: decision === "allowed" ? vscode.l10n.t("may sign") : vscode.l10n.t("may not sign"),
    extensionId,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Extension access"),
    ignoreFocusOut: true,
  });
  if (!picked) return;
  const action = await vscode.window.showQuickPick(actions(consents, picked.extensionId), {
    placeHolder: picked.extensionId,
    ignoreFocusOut: true,
  });
  await action?.run();
}

const actions = (consents: Consents, id: string) => [
  { label: vscode.l10n.t("Allow"), run: () => consents.decide(id, "allowed") },
  { label: vscode.l10n.t("Deny"), run: () => consents.decide(id, "denied") },
  { label: vscode.l10n.t("Revoke, and ask again at its next call"), run: () => consents.revoke(id) },
];
