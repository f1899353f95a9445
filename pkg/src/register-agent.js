// @ts-check
import { AgentIdentity } from "./agent-identity.js";
import { AgentKey, publicKeyOf, rawKey } from "./agent-key.js";
import { AgentIdentityError } from "./error.js";
import { agentRegistrationRequest, readAgentRegistrationResponse } from "./functions.js";
import { heeding } from "./http/abort.js";
import { isRateLimit, retrying } from "./http/retry.js";
import { send } from "./http/send.js";
import { readSettings, settingNames } from "./http/settings.js";
import { writeAuthJson } from "./identities.js";
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
  return heeding(options, (signal) => registered(given, account, settings, signal));
}

/**
 * @param {Partial<Record<string, any>>} given
 * @param {object | undefined} account
 * @param {import("./http/settings.js").Settings} settings
 * @param {AbortSignal} signal
 */
async function registered(given, account, settings, signal) {
  const { key = AgentKey.generate() } = given;
  rawKey(key);
  const sending = noting(settings);
  try {
    const request = agentRegistrationRequest({ ...given, publicKey: publicKeyOf(key) });
    // Its own reading may have freed the key; and what is wrong with the record must not cost an agent.
    rawKey(key);
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

/**
 * Whether `fetch` was called with these settings.
 * @param {import("./http/settings.js").Settings} settings
 */
function noting({ fetch, ...others }) {
  const sending = { begun: false, settings: { ...others, fetch: noted } };
  return sending;

  /** @type {typeof fetch} */
  function noted(...request) {
    sending.begun = true;
    return fetch(...request);
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
 * @param {any} account
 * @param {any} fedramp
 * @returns {import("../types/index.js").AgentIdentityRecord}
 */
function recordOf(agentRuntimeId, key, account, fedramp) {
  return {
    agentRuntimeId,
    agentPrivateKey: rawKey(key).exportPkcs8(),
    ...account,
    fedramp: fedramp ?? false,
  };
}

/**
 * Nobody has seen it yet.
 * @param {AgentKey} key
 */
function freeWithPublicKey(key) {
  publicKeyOf(key).free();
  key.free();
}

/**
 * Whoever sends this twice may own two agents. Of all failures, a 429 alone says that the request was not
 * looked at; after any other, an agent may be registered, whatever became of the answer.
 * @param {import("../types/index.js").HttpRequest} request
 * @param {import("./http/settings.js").Settings} settings
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
function register(request, settings, signal) {
  const tryOnce = () => send(request, readAgentRegistrationResponse, settings, signal);
  return retrying(tryOnce, isRateLimit, settings, signal);
}

/**
 * Not enumerable, so that who logs an error does not go through it.
 * @param {unknown} error
 * @param {AgentKey} key
 */
function withKey(error, key) {
  const descriptor = { __proto__: null, value: key };
  if (error instanceof AgentIdentityError && Reflect.defineProperty(error, "key", descriptor)) return error;
  const other = new AgentIdentityError("request_failed", "the registration failed", error);
  return Object.defineProperty(other, "key", descriptor);
}
