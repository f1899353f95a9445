import { AgentIdentity } from "./agent-identity.js";
import { AgentKey, publicKeyOf, rawKey } from "./agent-key.js";
import {
  type AgentBillOfMaterials,
  agentRegistrationRequest,
  readAgentRegistrationResponse,
} from "./agent-registration.js";
import { writeAuthJson } from "./auth.js";
import { concealKey } from "./conceal.js";
import type { EndpointOptions } from "./endpoints.js";
import { AgentIdentityError, CodedError } from "./error.js";
import { type AbortSignalLike, heeding } from "./http/abort.js";
import { isRateLimit, retrying } from "./http/retry.js";
import { send } from "./http/send.js";
import { readSettings, type SendOptions, type Settings, settingNames } from "./http/settings.js";
import type { HttpRequest } from "./http-request.js";
import type { AgentIdentityRecord } from "./identities.js";
import { type Given, readOptions } from "./options.js";

const registrationNames = [
  "accessToken",
  "billOfMaterials",
  "capabilities",
  "ttlSeconds",
  "fedramp",
  "endpoints",
  "authApiBaseUrl",
] as const;

type Account = { accountId: string; chatgptUserId: string; planType: string; email?: string };
type Registered = {
  agentRuntimeId: string;
  key: AgentKey;
  identity: AgentIdentity;
  record?: AgentIdentityRecord;
};

/**
 * Registers a new agent for an account. The request is sent again after a 429 and nothing else: two
 * registrations are two agents.
 *
 * Once the request was sent, every failure has the `key` in it ({@link AgentIdentityErrorBase.key}), since the
 * agent may be registered all the same.
 *
 * @param options.accessToken the account's; a secret
 * @param options.key the agent's; a new one unless given
 * @param options.account whose agent it is; with it, the answer has a `record` for {@link writeAuthJson}
 * @param options.signal ends the request
 * @returns the key and the agent that signs with it; both are yours to free
 * @throws {@link AgentIdentityError} as {@link agentRegistrationRequest} and
 * {@link readAgentRegistrationResponse}; `request_…`, `response_…`
 *
 * @example
 * ```js
 * import { registerAgent } from "agent-identity-wasm";
 *
 * const { agentRuntimeId, key } = await registerAgent({
 *   accessToken: "the account's access token",
 *   billOfMaterials: { agentVersion: "1.0.0", agentHarnessId: "codex-app", runningLocation: "vscode-linux" },
 *   // In place of the authority. Leave `fetch` out to ask the real one.
 *   fetch: async (url) => new Response('{"agent_runtime_id":"agent-1"}'),
 * });
 * const stored = key.exportPkcs8(); // a secret: keep it in a SecretStorage or a key chain
 * console.log(agentRuntimeId); // agent-1
 * ```
 */
export async function registerAgent(
  options: {
    accessToken: string;
    billOfMaterials: AgentBillOfMaterials;
    capabilities?: readonly string[];
    ttlSeconds?: number | null;
    fedramp?: boolean;
    key?: AgentKey;
    account?: { accountId: string; chatgptUserId: string; planType: string; email?: string };
    signal?: AbortSignalLike | undefined;
  } & SendOptions &
    EndpointOptions,
): Promise<{
  agentRuntimeId: string;
  key: AgentKey;
  identity: AgentIdentity;
  /** Present if `account` was given. It holds the private key. */
  record?: AgentIdentityRecord;
}> {
  const given = readOptions(options, [...registrationNames, ...settingNames, "key", "account"]);
  const account = given.account === undefined ? undefined : readAccount(given.account);
  const settings = readSettings(given, { timeoutMs: 15_000, retries: 3 });
  return heeding(options, (signal) => registered(given, account, settings, signal));
}

async function registered(
  given: Given<(typeof registrationNames)[number] | "key">,
  account: Account | undefined,
  settings: Settings,
  signal: AbortSignal,
): Promise<Registered> {
  const { key = AgentKey.generate() } = given;
  rawKey(key);
  const sending = noting(settings);
  try {
    const request = agentRegistrationRequest({
      ...(given as Parameters<typeof agentRegistrationRequest>[0]),
      publicKey: publicKeyOf(key),
    });
    // A getter of the options may have freed the key.
    rawKey(key);
    // A record that cannot be written is refused before anything is sent: it must not cost an agent.
    if (account) writeAuthJson("{}", recordOf("agent", key, account, given.fedramp));
    const agentRuntimeId = await register(request, sending.settings, signal);
    const identity = new AgentIdentity(agentRuntimeId, key);
    const record = account && { record: recordOf(agentRuntimeId, key, account, given.fedramp) };
    return { agentRuntimeId, key, identity, ...record };
  } catch (error) {
    if (sending.begun) throw withKey(error, key);
    if (given.key === undefined) freeWithPublicKey(key);
    throw error;
  }
}

/** Returns settings whose `fetch` notes that it was called. */
function noting({ fetch, ...others }: Settings): { begun: boolean; settings: Settings } {
  const sending = { begun: false, settings: { ...others, fetch: noted } };
  return sending;

  function noted(...request: Parameters<typeof fetch>): ReturnType<typeof fetch> {
    sending.begun = true;
    return fetch(...request);
  }
}

const required = ["accountId", "chatgptUserId", "planType"] as const;

/** Reads the account before anything is sent: a mistake in it must not cost an agent. */
function readAccount(value: unknown): Account {
  const account = readOptions(value, [...required, "email"]);
  for (const name of account.email === undefined ? required : ([...required, "email"] as const)) {
    if (typeof account[name] !== "string") {
      throw new CodedError("wrong_type", `account.${name} must be a string`);
    }
  }
  return account as Account;
}

function recordOf(
  agentRuntimeId: string,
  key: AgentKey,
  account: Account,
  fedramp: boolean | undefined,
): AgentIdentityRecord {
  return concealKey({
    agentRuntimeId,
    agentPrivateKey: rawKey(key).exportPkcs8(undefined),
    ...account,
    fedramp: fedramp ?? false,
  });
}

/** Frees a key that nobody has seen yet. */
function freeWithPublicKey(key: AgentKey): void {
  publicKeyOf(key).free();
  key.free();
}

/**
 * Sends the registration, and sends it again after a 429 only. After any other failure an agent may be registered,
 * and a second request might register another one.
 */
function register(request: HttpRequest, settings: Settings, signal: AbortSignal): Promise<string> {
  const tryOnce = () => send(request, readAgentRegistrationResponse, settings, signal);
  return retrying(new URL(request.url).origin, tryOnce, isRateLimit, settings, signal);
}

/** Adds the key to an error. It is not enumerable, so that loggers do not descend into it. */
function withKey(error: unknown, key: AgentKey): AgentIdentityError {
  const descriptor = { __proto__: null, value: key } as PropertyDescriptor;
  if (error instanceof AgentIdentityError && Reflect.defineProperty(error, "key", descriptor)) return error;
  const other = new CodedError("request_failed", "the registration failed", error);
  return Object.defineProperty(other, "key", descriptor);
}
