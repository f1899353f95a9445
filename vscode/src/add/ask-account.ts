import * as vscode from "vscode";
import type { Account } from "./account.js";

/** Asks for an access token and the account that it belongs to. Returns undefined if the user stops. */
export async function askAccount(defaults: Partial<Account> = {}): Promise<Account | undefined> {
  const accessToken = await ask({
    title: vscode.l10n.t("Access token"),
    prompt: vscode.l10n.t(
      "The account's access token. It is used once, to register the agent, and not kept.",
    ),
    password: true,
    ...(defaults.accessToken !== undefined && { value: defaults.accessToken }),
  });
  if (accessToken === undefined) return undefined;
  const accountId = await ask({
    title: vscode.l10n.t("Account"),
    prompt: vscode.l10n.t("The ChatGPT account id."),
    ...(defaults.accountId !== undefined && { value: defaults.accountId }),
  });
  if (accountId === undefined) return undefined;
  const chatgptUserId = await ask({
    title: vscode.l10n.t("User"),
    prompt: vscode.l10n.t("The ChatGPT user id."),
    ...(defaults.chatgptUserId !== undefined && { value: defaults.chatgptUserId }),
  });
  if (chatgptUserId === undefined) return undefined;
  return { accessToken, accountId, chatgptUserId, planType: "unknown", fedramp: false };
}

/** Asks for a text that is not empty. What is typed stays if the focus moves, to copy the next answer for example. */
export async function ask(options: vscode.InputBoxOptions): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    ignoreFocusOut: true,
    validateInput: (typed) => (typed.trim() === "" ? vscode.l10n.t("Enter a value.") : undefined),
    ...options,
  });
  return text?.trim();
}
