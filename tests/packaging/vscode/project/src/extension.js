import * as api from "agent-identity-wasm";
import * as gateway from "agent-identity-wasm/gateway";
import * as vscode from "vscode";
import { scenario } from "../scenario.mjs";

export function activate({ secrets, subscriptions }) {
  subscriptions.push(
    vscode.commands.registerCommand("packaging.scenario", () => scenario(api, gateway)),
    vscode.commands.registerCommand("packaging.header", () => header(secrets)),
  );
}

async function header(secrets) {
  const key = await storedKey(secrets);
  const identity = new api.AgentIdentity("agent-1", key);
  const value = identity.authorizationHeader("task-1");
  return { header: value, publicKey: key.publicKey.toSsh(), ...api.verifyAssertion(value, key.publicKey) };
}

async function storedKey(secrets) {
  const stored = await secrets.get("agent-key");
  if (stored) return api.AgentKey.fromPkcs8(stored);
  const key = api.AgentKey.generate();
  await secrets.store("agent-key", key.exportPkcs8());
  return key;
}
