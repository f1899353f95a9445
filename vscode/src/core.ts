import { init } from "agent-identity-wasm";
import * as vscode from "vscode";

let file: vscode.Uri | undefined;
let reading: Promise<Uint8Array> | undefined;
let starting: Promise<void> | undefined;

/** Says where the extension is installed. Nothing is read until it is needed. */
export function locateCore(extensionUri: vscode.Uri) {
  file = vscode.Uri.joinPath(extensionUri, "dist/agent_identity.wasm");
}

/** Returns the bytes of the WebAssembly module, which the webview needs too. */
export function coreBytes(): Promise<Uint8Array> {
  reading ??= read().catch((error) => {
    reading = undefined;
    throw error;
  });
  return reading;
}

/** Starts the core on first use. Every function of the package needs it. */
export function startCore(): Promise<void> {
  starting ??= start().catch((error) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

async function read() {
  if (!file) throw new Error("The extension has not been activated.");
  // In Node.js, the file system returns a `Buffer`, which a message to a webview would turn into a plain object.
  return new Uint8Array(await vscode.workspace.fs.readFile(file));
}

async function start() {
  // A copy, because the engine may detach the buffer that it compiles.
  await init((await coreBytes()).slice());
}
