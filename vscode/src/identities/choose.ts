import * as vscode from "vscode";
import { UserError } from "../report-error.js";
import { inert } from "../text/inert.js";
import type { IdentityStore } from "./identity-store.js";
import type { PublicIdentity } from "./stored-identity.js";

/** Returns the identity that a tree item names, the only one there is, or the one that the user picks. */
export async function chooseIdentity(
  store: IdentityStore,
  named: { readonly id?: unknown } | undefined,
  prompt: string,
): Promise<PublicIdentity | undefined> {
  const [identities, active] = await Promise.all([store.list(), store.active()]);
  const given = identities.find(({ id }) => id === named?.id);
  if (given) return given;
  if (identities.length === 0) throw noIdentity();
  const items = identities.map((identity) => ({
    label: inert(identity.agentRuntimeId),
    description:
      inert(identity.accountId) + (identity.id === active?.id ? ` · ${vscode.l10n.t("active")}` : ""),
    detail: identity.fingerprint,
    identity,
  }));
  return (
    await vscode.window.showQuickPick(items, {
      placeHolder: prompt,
      matchOnDetail: true,
      ignoreFocusOut: true,
    })
  )?.identity;
}

export const noIdentity = () =>
  new UserError(vscode.l10n.t('There is no identity yet. Run "Agent Identity: Add Identity…" first.'));
