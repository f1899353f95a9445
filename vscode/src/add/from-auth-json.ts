import { endpoints, isAgentIdentityError, RemoteJwks, verifyAgentIdentityJwt } from "agent-identity-wasm";
import * as vscode from "vscode";
import { baseUrls } from "../config.js";
import { makeStoredIdentity, type StoredIdentity } from "../identities/stored-identity.js";
import { describeError, UserError } from "../report-error.js";
import { decodeText } from "../text/decode.js";
import { type Account, readAuthFile } from "./account.js";
import { registerWithProgress } from "./register.js";

/** The core takes no longer text, and no login is that long. */
const MAX_BYTES = 1_048_576;

/** Reads an identity from an `auth.json`, or registers an agent for the ChatGPT login in it. */
export async function addFromAuthJson(file: vscode.Uri): Promise<StoredIdentity | undefined> {
  const found = readAuthFile(await readText(file));
  if (found.use === "nothing") throw nothingUsable(found.mode);
  const { chatgptBaseUrl, authApiBaseUrl } = endpointsFromSettings();
  const urls = { chatgptBaseUrl, authApiBaseUrl };
  if (found.use === "register")
    return (await isWanted(found.account)) ? registerWithProgress(found.account, urls) : undefined;
  if (found.jwt && !(await isAccepted(found.jwt))) return undefined;
  return makeStoredIdentity(found.record, urls);
}

export function endpointsFromSettings() {
  const { chatgptBaseUrl, authApiBaseUrl } = baseUrls();
  return endpoints(chatgptBaseUrl, authApiBaseUrl === undefined ? {} : { authApiBaseUrl });
}

/** Looks at the size first: a large file that was picked by mistake is not read at all. */
async function readText(file: vscode.Uri): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > MAX_BYTES) throw new UserError(vscode.l10n.t("The file is too long to be an auth.json."));
  return decodeText(await vscode.workspace.fs.readFile(file));
}

const nothingUsable = (mode: string) =>
  new UserError(
    vscode.l10n.t(
      'This auth.json holds no agent identity, and its mode "{0}" cannot register one. Only a ChatGPT login can.',
      mode,
    ),
  );

async function isWanted({ accountId }: Account): Promise<boolean> {
  const register = vscode.l10n.t("Register");
  const message = vscode.l10n.t("This login has no agent identity yet. Register a new agent for it?");
  const detail = vscode.l10n.t("Account: {0}. The auth.json stays as it is.", accountId);
  return (
    (await vscode.window.showInformationMessage(message, { modal: true, detail }, register)) === register
  );
}

/** Checks a JWT with the authority's keys. If they cannot be fetched, the user decides; a bad JWT is refused. */
async function isAccepted(jwt: string): Promise<boolean> {
  try {
    await verifyAgentIdentityJwt(jwt, new RemoteJwks(endpointsFromSettings().jwksUrl));
    return true;
  } catch (error) {
    if (!isAgentIdentityError(error) || error.code.startsWith("jwt_")) throw error;
    const add = vscode.l10n.t("Add It Unverified");
    const message = vscode.l10n.t(
      "The identity could not be verified, because the authority's keys are not available.",
    );
    const options = { modal: true, detail: describeError(error) };
    return (await vscode.window.showWarningMessage(message, options, add)) === add;
  }
}
