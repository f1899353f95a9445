// @ts-check
import { AgentIdentity } from "./agent-identity.js";
import { AgentKey, rawKey } from "./agent-key.js";
import { AgentIdentityError } from "./error.js";
import { agentRegistrationRequest, readAgentRegistrationResponse } from "./functions.js";
import { readSignal, refuseIfAborted } from "./http/abort.js";
import { isRateLimit, retrying } from "./http/retry.js";
import { send } from "./http/send.js";
import { readSettings, settingNames } from "./http/settings.js";
import { readOptions } from "./options.js";

const registrationNames = /** @type {const} */ ([
  "accessToken",
  "billOfMaterials",
  "capabilities",
  "ttlSeconds",
  "fedramp",
  "endpoints",
  "authApiBaseUrl",
]);

/** @param {object} options */
export async function registerAgent(options) {
  const given = readOptions(options, [...registrationNames, ...settingNames, "key", "account"]);
  const account = given.account === undefined ? undefined : readAccount(given.account);
  const settings = readSettings(given, { timeoutMs: 15_000, retries: 3 });
  const signal = readSignal(options);
  refuseIfAborted(signal);
  const { key = AgentKey.generate() } = given;
  const request = requestFor(key, given);
  try {
    const agentRuntimeId = await register(request, settings, signal);
    const registered = { agentRuntimeId, key, identity: new AgentIdentity(agentRuntimeId, key) };
    return account
      ? { ...registered, record: recordOf(agentRuntimeId, key, account, given.fedramp) }
      : registered;
  } catch (error) {
    throw withKey(error, key);
  }
}

const required = /** @type {const} */ (["accountId", "chatgptUserId", "planType"]);

/**
 * Refused before anything is sent: what is wrong here must not cost an agent.
 * @param {unknown} value
 */
function readAccount(value) {
  const account = readOptions(/** @type {object} */ (value), [...required, "email"]);
  for (const name of account.email === undefined ? required : [...required, "email"]) {
    if (typeof account[/** @type {"email"} */ (name)] !== "string") {
      throw new AgentIdentityError("wrong_type", `account.${name} must be a string`);
    }
  }
  return account;
}

/**
 * @param {string} agentRuntimeId
 * @param {AgentKey} key
 * @param {object} account
 * @param {unknown} fedramp
 */
function recordOf(agentRuntimeId, key, account, fedramp) {
  return { agentRuntimeId, agentPrivateKey: key.exportPkcs8(), ...account, fedramp: fedramp ?? false };
}

/**
 * Nothing has been sent yet: a key that was made here goes with the error.
 * @param {AgentKey} key
 * @param {Partial<Record<string, unknown>>} given
 */
function requestFor(key, given) {
  rawKey(key);
  try {
    return agentRegistrationRequest({ ...given, publicKey: key.publicKey });
  } catch (error) {
    if (given.key === undefined) {
      key.publicKey.free();
      key.free();
    }
    throw error;
  }
}

/**
 * Whoever sends this twice may own two agents. Of all failures, a 429 alone says that the request was not
 * looked at; after any other, an agent may be registered, whatever became of the answer.
 * @param {import("../types/index.js").HttpRequest} request
 * @param {import("./http/settings.js").Settings} settings
 * @param {import("../types/index.js").AbortSignalLike} [signal]
 * @returns {Promise<string>}
 */
function register(request, settings, signal) {
  const tryOnce = async () => readAgentRegistrationResponse(await send(request, settings, signal));
  return retrying(tryOnce, isRateLimit, settings, signal);
}

/**
 * Not enumerable, so that who logs an error does not go through it.
 * @param {unknown} error
 * @param {AgentKey} key
 */
function withKey(error, key) {
  return error instanceof AgentIdentityError ? Object.defineProperty(error, "key", { value: key }) : error;
}
