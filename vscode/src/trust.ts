import * as vscode from "vscode";
import { UserError } from "./report-error.js";

/** Refuses in Restricted Mode, in which a workspace that nobody vouches for might have asked. */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserError(
    vscode.l10n.t("Identities are not used in Restricted Mode. Trust the workspace first."),
  );
}
