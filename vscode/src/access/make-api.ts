import * as vscode from "vscode";
import type { IdentityStore } from "../identities/identity-store.js";
import type { Signers } from "../sign/signer.js";
import type { AgentIdentityAccessError, AgentIdentityApi } from "./api.js";
import { callerOf } from "./caller.js";
import type { Consents, Decision } from "./consents.js";

class AccessError extends Error implements AgentIdentityAccessError {
  override readonly name = "AgentIdentityAccessError";
  readonly code: AgentIdentityAccessError["code"];

  constructor(code: AgentIdentityAccessError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

interface Parts {
  readonly ownId: string;
  readonly store: IdentityStore;
  readonly signers: Signers;
  readonly consents: Consents;
}

/** Makes the API for other extensions. Who calls is read from the stack, so this happens before anything is awaited. */
export function makeApi(parts: Parts): AgentIdentityApi {
  const signerFor = async (caller: string | undefined) => {
    await requireConsent(parts, caller);
    return parts.signers.get();
  };
  return Object.freeze({
    headers(thread?: string) {
      return signerFor(currentCaller(parts.ownId)).then((signer) => signer.headers(thread));
    },
    fetch(input: string | URL | Request, init?: RequestInit & { thread?: string }) {
      return signerFor(currentCaller(parts.ownId)).then((signer) => signer.fetch(input, init));
    },
  });
}

const LONGEST_STACK = 50;

function currentCaller(ownId: string): string | undefined {
  const extensions = vscode.extensions.all.map(({ id, extensionUri }) => ({ id, path: extensionUri.path }));
  return callerOf(longStack(), extensions, ownId);
}

/** V8 keeps ten lines of a stack unless told otherwise. */
function longStack(): string {
  const v8 = Error as ErrorConstructor & { stackTraceLimit?: number };
  const limit = v8.stackTraceLimit;
  v8.stackTraceLimit = LONGEST_STACK;
  const { stack = "" } = new Error();
  if (limit !== undefined) v8.stackTraceLimit = limit;
  return stack;
}

async function requireConsent({ store, consents }: Parts, caller: string | undefined): Promise<void> {
  if (caller === undefined)
    throw new AccessError("caller_unknown", "The call did not come from the code of an installed extension.");
  if (!vscode.workspace.isTrusted)
    throw new AccessError("workspace_untrusted", "Nothing is signed in Restricted Mode.");
  const identity = await store.active();
  if (!identity)
    throw new AccessError("identity_missing", 'There is no identity. Run "Agent Identity: Add Identity…".');
  const allowed = await consents.allows(caller, () => askUser(caller, identity.agentRuntimeId));
  if (!allowed) throw new AccessError("access_denied", `The user does not let ${caller} sign.`);
}

async function askUser(extensionId: string, agentRuntimeId: string): Promise<Decision | undefined> {
  const [allow, deny] = [vscode.l10n.t("Allow"), vscode.l10n.t("Deny")];
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("Allow the extension '{0}' to sign as {1}?", displayName(extensionId), agentRuntimeId),
    {
      modal: true,
      detail: vscode.l10n.t(
        "{0} can then send signed requests to the allowed origins, and get headers, whose destination only that extension decides. It never gets the private key. You can take this back with “Agent Identity: Manage Extension Access…”.",
        extensionId,
      ),
    },
    allow,
    deny,
  );
  if (answer === undefined) return undefined;
  return answer === allow ? "allowed" : "denied";
}

/** The name is the extension's own choice, so the id stands beside it in the question. */
function displayName(extensionId: string): string {
  const { displayName = extensionId } = vscode.extensions.getExtension(extensionId)?.packageJSON ?? {};
  return String(displayName).slice(0, 100);
}
