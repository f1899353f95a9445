import { type AgentKey, isAgentIdentityError, registerAgent } from "agent-identity-wasm";
import * as vscode from "vscode";
import { type BaseUrls, makeStoredIdentity, type StoredIdentity } from "../identities/stored-identity.js";
import { describeError } from "../report-error.js";
import type { Account } from "./account.js";

declare const __EXTENSION_VERSION__: string;

/** Registers a new agent, and tries again with the same key as long as the user wants it. */
export async function registerWithProgress(
  account: Account,
  urls: BaseUrls,
): Promise<StoredIdentity | undefined> {
  let key: AgentKey | undefined;
  for (;;) {
    try {
      return await withProgress((signal) => register(account, urls, key, signal));
    } catch (error) {
      if (isAgentIdentityError(error, "request_aborted")) return undefined;
      if (!isAgentIdentityError(error) || !error.key) throw error;
      // The agent may be registered all the same, so another try must use the same key.
      key = error.key;
      if (await givesUp(error)) return undefined;
    }
  }
}

async function register(
  { accessToken, fedramp, accountId, chatgptUserId, planType, email }: Account,
  { chatgptBaseUrl, authApiBaseUrl }: BaseUrls,
  key: AgentKey | undefined,
  signal: AbortSignal,
): Promise<StoredIdentity> {
  const registered = await registerAgent({
    accessToken,
    fedramp,
    account: { accountId, chatgptUserId, planType, ...(email && { email }) },
    billOfMaterials: {
      agentVersion: __EXTENSION_VERSION__,
      agentHarnessId: "codex-app",
      runningLocation: `vscode-${hostPlatform()}`,
    },
    endpoints: chatgptBaseUrl,
    authApiBaseUrl,
    signal,
    ...(key && { key }),
  });
  const { record } = registered;
  registered.key.free();
  if (!record) throw new Error("registerAgent returned no record");
  return makeStoredIdentity(record, { chatgptBaseUrl, authApiBaseUrl });
}

/** Returns the operating system, which only the Node.js host knows. */
function hostPlatform(): string {
  const { process } = globalThis as { process?: { platform?: unknown } };
  return typeof process?.platform === "string" ? process.platform : "web";
}

function withProgress<T>(work: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("Registering the agent"),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    return work(abort.signal);
  });
}

async function givesUp(error: unknown): Promise<boolean> {
  const again = vscode.l10n.t("Try Again");
  return (await vscode.window.showErrorMessage(describeError(error), again)) !== again;
}
