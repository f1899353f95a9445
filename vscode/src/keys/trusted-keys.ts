import { AgentPublicKey } from "agent-identity-wasm";
import * as vscode from "vscode";
import { onDidChangeSettings, trustedPublicKeyTexts, writeTrustedPublicKeys } from "../config.js";
import { startCore } from "../core.js";
import { describeError, UserError } from "../report-error.js";

/** A public key that the user entered. One that cannot be read has an error instead of a key. */
export interface TrustedKey {
  readonly name: string;
  /** An OpenSSH line. */
  readonly publicKey?: string;
  readonly fingerprint?: string;
  readonly error?: string;
}

/** The public keys in the user's settings. */
export class TrustedKeys implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription = onDidChangeSettings(() => {
    this.#keys = undefined;
    this.#changed.fire();
  });
  #keys: Promise<readonly TrustedKey[]> | undefined;

  readonly onDidChange = this.#changed.event;

  dispose() {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  list(): Promise<readonly TrustedKey[]> {
    this.#keys ??= readKeys();
    return this.#keys;
  }

  /** Adds a key as an OpenSSH line. A private key is refused, so none gets into the settings. */
  async add(name: string, text: string): Promise<void> {
    await startCore();
    const key = AgentPublicKey.parse(text);
    const line = key.toSsh();
    key.free();
    await writeTrustedPublicKeys([...without(name), [name, line]]);
  }

  async remove(name: string): Promise<void> {
    await writeTrustedPublicKeys(without(name));
  }
}

const without = (removed: string) => trustedPublicKeyTexts().filter(([name]) => name !== removed);

async function readKeys(): Promise<readonly TrustedKey[]> {
  const texts = trustedPublicKeyTexts();
  if (texts.length > 0) await startCore();
  return texts.map(([name, text]) => {
    try {
      const key = AgentPublicKey.parse(text);
      const read = { name, publicKey: key.toSsh(), fingerprint: key.fingerprint() };
      key.free();
      return read;
    } catch (error) {
      return { name, error: describeError(error) };
    }
  });
}

/** Asks for a key and a name, and adds it. */
export async function trustPublicKey(keys: TrustedKeys): Promise<void> {
  await startCore();
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t("Trust a public key"),
    prompt: vscode.l10n.t("An OpenSSH line, PEM, JWK or base64."),
    placeHolder: "ssh-ed25519 AAAAC3Nza…",
    ignoreFocusOut: true,
    validateInput: refusalOf,
  });
  if (text === undefined) return;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t("Name of the key"),
    prompt: vscode.l10n.t("Whose key it is. A key with the same name is replaced."),
    ignoreFocusOut: true,
    validateInput: (typed) => (typed.trim() ? undefined : vscode.l10n.t("Enter a name.")),
  });
  if (name !== undefined) await keys.add(name.trim(), text);
}

function refusalOf(text: string): string | undefined {
  try {
    AgentPublicKey.parse(text).free();
    return undefined;
  } catch (error) {
    return describeError(error);
  }
}

/** Removes the key that a tree item names, or the one that the user picks. */
export async function removePublicKey(keys: TrustedKeys, named?: { readonly name?: unknown }): Promise<void> {
  const all = await keys.list();
  const given = all.find(({ name }) => name === named?.name);
  if (all.length === 0) throw new UserError(vscode.l10n.t("There is no trusted public key."));
  const items = all.map(({ name, fingerprint, error }) => ({
    label: name,
    detail: fingerprint ?? error ?? "",
  }));
  const name = given?.name ?? (await vscode.window.showQuickPick(items))?.label;
  if (name !== undefined) await keys.remove(name);
}
