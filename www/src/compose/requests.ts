import { AgentIdentity, type AgentKey, agentRegistrationRequest } from "agent-identity-wasm";
import { strings } from "../strings.js";

export const KINDS = ["assertion", "task", "agent"] as const;
export type Kind = (typeof KINDS)[number];

/** The form of Compose, as it was typed. */
export interface Draft {
  readonly kind: Kind;
  readonly runtimeId: string;
  readonly taskId: string;
  readonly externalTaskRef: string;
  readonly accountId: string;
  readonly url: string;
  readonly agentVersion: string;
  readonly harnessId: string;
  readonly runningLocation: string;
}

export const emptyDraft: Draft = {
  kind: "assertion",
  runtimeId: "agent-runtime-example",
  taskId: "task-example",
  externalTaskRef: "",
  accountId: "account-example",
  url: "https://chatgpt.com/backend-api/codex/responses",
  agentVersion: "0.169.0",
  harnessId: "codex-cli",
  runningLocation: "exec-linux",
};

export interface Composed {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The text that the signature covers, if there is a signature. */
  readonly signedText?: string;
}

/** Stands for a secret that is not for this page to have. */
const ACCESS_TOKEN = "ACCESS_TOKEN";

/** Throws what the package throws. */
export function compose(draft: Draft, key: AgentKey, now: number): Composed {
  if (draft.kind === "agent") return registration(draft, key);
  const identity = new AgentIdentity(draft.runtimeId, key);
  try {
    return draft.kind === "task" ? task(draft, identity, now) : assertion(draft, identity, now);
  } finally {
    identity.free();
  }
}

const timestamp = (now: number) => `${new Date(now).toISOString().slice(0, 19)}Z`;

function assertion(
  { runtimeId, taskId, accountId, url }: Draft,
  identity: AgentIdentity,
  now: number,
): Composed {
  const headers = identity.requestHeaders(taskId, { accountId, now });
  return { url, method: "GET", headers, signedText: `${runtimeId}:${taskId}:${timestamp(now)}` };
}

function task({ runtimeId, externalTaskRef }: Draft, identity: AgentIdentity, now: number): Composed {
  const ref = externalTaskRef === "" ? {} : { externalTaskRef };
  const { url, method, headers, body } = identity.taskRegistrationRequest({ ...ref, now });
  return { url, method, headers, ...(body ? { body } : {}), signedText: `${runtimeId}:${timestamp(now)}` };
}

function registration(draft: Draft, key: AgentKey): Composed {
  const { url, method, headers, body } = agentRegistrationRequest({
    publicKey: key.publicKey,
    accessToken: ACCESS_TOKEN,
    billOfMaterials: {
      agentVersion: draft.agentVersion,
      agentHarnessId: draft.harnessId,
      runningLocation: draft.runningLocation,
    },
  });
  return { url, method, headers, ...(body ? { body } : {}) };
}

/** In words, what the signature covers and what it does not. */
export const coverage = ({ kind }: Draft) => strings.compose.covers[kind];
