import { endpoints } from "agent-identity-wasm";
import * as vscode from "vscode";
import type { StoredIdentity } from "../identities/stored-identity.js";
import { describeError } from "../report-error.js";
import { ask, askAccount } from "./ask-account.js";
import { isLoopback } from "./loopback.js";
import { registerWithProgress } from "./register.js";

/** Registers an agent at an authority on this machine, for development. */
export async function addFromLocalAuthority(): Promise<StoredIdentity | undefined> {
  const url = await ask({
    title: vscode.l10n.t("Local authority"),
    prompt: vscode.l10n.t('Its base URL. "npx agent-identity-wasm authority" starts one and prints it.'),
    placeHolder: "http://127.0.0.1:8080",
    validateInput: refusalOf,
  });
  if (url === undefined) return undefined;
  // An authority for tests takes any token and any account unless it was told otherwise.
  const account = await askAccount({ accessToken: "test", accountId: "account-1", chatgptUserId: "user-1" });
  if (!account) return undefined;
  const { chatgptBaseUrl, authApiBaseUrl } = endpoints(url, { authApiBaseUrl: url });
  return registerWithProgress(account, { chatgptBaseUrl, authApiBaseUrl });
}

function refusalOf(typed: string): string | undefined {
  try {
    endpoints(typed.trim(), { authApiBaseUrl: typed.trim() });
  } catch (error) {
    return describeError(error);
  }
  if (isLoopback(typed.trim())) return undefined;
  return vscode.l10n.t(
    "A local authority is on this machine: http://127.0.0.1, http://[::1] or http://localhost.",
  );
}
