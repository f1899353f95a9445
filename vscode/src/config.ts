import * as vscode from "vscode";

const SECTION = "agentIdentity";

/** The settings of the extension. Those of scope `application` cannot be changed by a workspace. */
const read = <T>(name: string, fallback: T): T =>
  vscode.workspace.getConfiguration(SECTION).get<T>(name) ?? fallback;

export const showsCodeLens = () => read("codeLens", true) === true;

/** Returns a number of seconds within the limits that package.json declares, whatever settings.json says. */
export function clipboardSeconds(): number {
  const seconds = Number(read<unknown>("clipboardSeconds", 60));
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.trunc(seconds), 1), 3600) : 60;
}

/** Returns the entries as they stand. `agentFetch` refuses those that are not origins, and says why. */
export function allowedOrigins(): readonly string[] {
  const origins = read<unknown>("allowedOrigins", []);
  return Array.isArray(origins) ? origins.filter((origin) => typeof origin === "string") : [];
}

/** Returns the names of the trusted public keys and the keys as they were entered. */
export function trustedPublicKeyTexts(): readonly (readonly [string, string])[] {
  const keys = read<unknown>("trustedPublicKeys", {});
  if (typeof keys !== "object" || keys === null) return [];
  return Object.entries(keys).filter((entry): entry is [string, string] => typeof entry[1] === "string");
}

export function writeTrustedPublicKeys(keys: readonly (readonly [string, string])[]): Thenable<void> {
  return vscode.workspace
    .getConfiguration(SECTION)
    .update("trustedPublicKeys", Object.fromEntries(keys), vscode.ConfigurationTarget.Global);
}

/** Returns the base URLs for identities that are added from now on. */
export function baseUrls(): { chatgptBaseUrl: string; authApiBaseUrl: string | undefined } {
  const chatgptBaseUrl = String(read("chatgptBaseUrl", "")).trim() || "https://chatgpt.com/backend-api";
  return { chatgptBaseUrl, authApiBaseUrl: String(read("authApiBaseUrl", "")).trim() || undefined };
}

/** Calls back if one of the extension's settings changes. */
export const onDidChangeSettings = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SECTION)) listener();
  });
