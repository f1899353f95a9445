import * as vscode from "vscode";
import type { AgentIdentityApi } from "./access/api.js";
import { Consents } from "./access/consents.js";
import { makeApi } from "./access/make-api.js";
import { manageAccess } from "./access/manage.js";
import { addIdentity } from "./add/add-identity.js";
import { locateCore } from "./core.js";
import { AssertionCodeLenses } from "./hover/code-lens.js";
import { AssertionHover, INSPECT_AT } from "./hover/hover.js";
import { copyPublicKey, forgetIdentity, selectIdentity } from "./identities/commands.js";
import { IdentityStore } from "./identities/identity-store.js";
import { BULK, BulkEditor } from "./inspect/bulk-editor.js";
import { Inspect } from "./inspect/inspect.js";
import { InspectorPanel } from "./inspect/panel.js";
import { KnownKeys } from "./keys/known-keys.js";
import { removePublicKey, TrustedKeys, trustPublicKey } from "./keys/trusted-keys.js";
import { registerCommand } from "./report-error.js";
import { BriefClipboard } from "./sign/clipboard.js";
import { copyHeader } from "./sign/copy-header.js";
import { Signers } from "./sign/signer.js";
import { IdentitiesTree } from "./views/identities-tree.js";
import { StatusBar } from "./views/status-bar.js";

let clipboard: BriefClipboard | undefined;

/** Connects the parts with VS Code. The core is started by the first part that needs it. */
export function activate(context: vscode.ExtensionContext): AgentIdentityApi {
  const { extensionUri, secrets, globalState, subscriptions, extension } = context;
  locateCore(extensionUri);
  const store = new IdentityStore(secrets);
  const trusted = new TrustedKeys();
  const keys = new KnownKeys(store, trusted);
  const signers = new Signers(store);
  const consents = new Consents(globalState);
  const panel = new InspectorPanel(extensionUri);
  const inspect = new Inspect(panel, keys);
  const statusBar = new StatusBar(store);
  const tree = new IdentitiesTree(store, trusted, consents);
  const lenses = new AssertionCodeLenses();
  const brief = new BriefClipboard();
  clipboard = brief;
  subscriptions.push(store, trusted, signers, consents, panel, statusBar, tree, lenses);

  const commands: Record<string, (...args: never[]) => unknown> = {
    "agentIdentity.inspect": (file?: unknown) => inspect.inspect(file),
    "agentIdentity.inspectSelection": () => inspect.selection(),
    "agentIdentity.inspectClipboard": () => inspect.clipboard(),
    "agentIdentity.inspectFile": (file?: unknown) => inspect.file(file),
    "agentIdentity.openInBulk": (file?: unknown) => inspect.bulk(file),
    [INSPECT_AT]: (uri: string, start: number, end?: number) => inspect.at(uri, start, end),
    "agentIdentity.addIdentity": (file?: unknown) => addIdentity(store, file),
    "agentIdentity.selectIdentity": (named?: object) => selectIdentity(store, named),
    "agentIdentity.copyHeader": (named?: object) => copyHeader(store, signers, brief, named),
    "agentIdentity.copyPublicKey": (named?: object) => copyPublicKey(store, named),
    "agentIdentity.forgetIdentity": (named?: object) => forgetIdentity(store, named),
    "agentIdentity.trustPublicKey": () => trustPublicKey(trusted),
    "agentIdentity.removePublicKey": (named?: object) => removePublicKey(trusted, named),
    "agentIdentity.manageAccess": () => manageAccess(consents),
    "agentIdentity.revokeAccess": ({ extensionId }: { extensionId: string }) => consents.revoke(extensionId),
  };
  for (const [name, run] of Object.entries(commands)) subscriptions.push(registerCommand(name, run));

  subscriptions.push(
    vscode.languages.registerHoverProvider("*", new AssertionHover(keys)),
    vscode.languages.registerCodeLensProvider("*", lenses),
    vscode.window.registerTreeDataProvider("agentIdentity.identities", tree),
    vscode.window.registerCustomEditorProvider(BULK, new BulkEditor(extensionUri, keys), {
      webviewOptions: { retainContextWhenHidden: true },
    }),
  );
  void statusBar.refresh();
  return makeApi({ ownId: extension.id, store, signers, consents });
}

/** A header that was copied does not outlast the window. */
export async function deactivate(): Promise<void> {
  await clipboard?.dispose();
}
