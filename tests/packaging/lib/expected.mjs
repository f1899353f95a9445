import { createPrivateKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { fromRoot } from "../../../scripts/lib/paths.mjs";

const recording = readVector("codex-cli-0.169.0-chatgpt.json");
const sealedFor = readVector("codex-cli-0.169.0-jwt.json");
const stored = recording.auth_json_agent_identity;
const agent = stored.agent_runtime_id;
const TIME = "2026-11-22T06:15:26Z";

/** The secret key that the scenario prints in every way it can think of. */
export const secret = stored.agent_private_key;

/** The results that the scenario must return. They are derived from node:crypto and the recordings. */
export function expectedResult({
  task,
  version,
  names,
  inspectors = [],
  structuredClone = true,
  absent = [],
}) {
  return {
    version,
    exports: names,
    signing: signing(task),
    registration: registration(task),
    sealing: {
      opened: { agentRuntimeId: "agent-1", taskId: task, kind: "thread", externalTaskRef: "thread-1" },
      recorded: { agentRuntimeId: "agent-1", taskId: sealedFor.authority.task_id, kind: "background" },
    },
    recorded: recorded(),
    identities: identities(absent),
    gateway: gateway(absent),
    refusals: REFUSALS,
    redaction: Object.fromEntries(
      ["String", "template", "JSON", ...inspectors].map((name) => [name, "redacted, redacted"]),
    ),
    cloning: { spread: REFUSED_COPIES, structuredClone: structuredClone ? REFUSED_COPIES : "absent" },
    unharmed: true,
  };
}

/** The entry needs timers that can be aborted, and the main entry beside it. */
function gateway(absent) {
  if (absent.includes("gateway") || absent.includes("AbortController")) return "absent";
  return {
    verdict: "task-1",
    takesTheOthersKey: true,
    givesAKeyToTheOther: true,
    refusal: "401 task_id_unexpected",
    throwsTheOthersErrors: true,
    answer: 401,
  };
}

function identities(absent) {
  const unless = (name, expected) => (absent.includes(name) ? "absent" : expected);
  return {
    storedAs: "record",
    agentRuntimeId: true,
    sameFile: true,
    modeSet: "agentIdentity",
    plans: ["agentIdentity", "feature_off", "agentIdentity", "register", "not_first_party"],
    jwt: unless("crypto.subtle", stored.account_id),
    tasks: unless("AbortController", {
      sent: [`POST https://auth.openai.com/api/accounts/v1/agent/${agent}/task/register`],
      shared: true,
      taskId: "task-7",
    }),
  };
}

const REFUSED_COPIES = "not_cloneable, not_cloneable, not_cloneable";

const REFUSALS = {
  scheme: "assertion_scheme_invalid",
  base64url: "assertion_base64url_invalid",
  json: "json_invalid",
  signature: "signature_invalid",
  expired: "timestamp_expired",
  future: "timestamp_in_future",
  otherTask: "task_id_unexpected",
  privateKey: "private_key_unrecognized",
  truncatedKey: "private_key_truncated",
  publicKey: "public_key_unrecognized",
  weakKey: "public_key_weak",
  privateAsPublic: "public_key_is_private",
  noString: "wrong_type",
  noKey: "wrong_type",
  noConstructor: "wrong_type",
  time: "time_out_of_range",
  number: "number_out_of_range",
  surrogate: "text_not_unicode",
  agentRuntimeId: "agent_runtime_id_invalid",
  taskId: "task_id_invalid",
  externalTaskRef: "external_task_ref_invalid",
  noTaskId: "task_id_missing",
  sealedForAnother: "sealed_task_id_unopenable",
  taskOfAnother: "task_of_other_agent",
  baseUrl: "base_url_invalid",
  freedKey: "freed",
  freedKeyAsArgument: "freed",
  freedIdentity: "freed",
};

function signing(task) {
  const signedText = `${agent}:${task}:${TIME}`;
  return {
    header: header({
      agent_runtime_id: agent,
      signature: signed(signedText),
      task_id: task,
      timestamp: TIME,
    }),
    signedText,
    issuedAt: new Date(TIME).toISOString(),
    signature: 64,
    generated: { same: true, random: true, verdicts: ["ok", "assertion_scheme_invalid"] },
  };
}

const header = (envelope) => `AgentAssertion ${Buffer.from(JSON.stringify(envelope)).toString("base64url")}`;

function registration(task) {
  const externalTaskRef = `thread of ${task}`;
  const body = {
    timestamp: TIME,
    signature: signed(`${agent}:${TIME}`),
    external_task_ref: externalTaskRef,
  };
  return {
    url: `https://auth.api.openai.org/api/accounts/v1/agent/${agent}/task/register`,
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    read: { timestamp: TIME, externalTaskRef },
  };
}

function recorded() {
  const register = recording.requests.find(({ path }) => path === "/v1/agent/register");
  return {
    publicKey: JSON.parse(register.body).agent_public_key,
    signedText: `${agent}:${stored.task_id}:${TIME}`,
  };
}

function signed(text) {
  // Node 20 does not read version 2 of PKCS#8, which the client stores: this is version 1 around the same seed.
  const seed = Buffer.from(secret, "base64").subarray(16, 48);
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return sign(null, Buffer.from(text), key).toString("base64");
}

function readVector(name) {
  return JSON.parse(readFileSync(fromRoot("tests/vectors", name), "utf8"));
}
