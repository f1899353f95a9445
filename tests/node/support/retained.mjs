// Run by retained-memory.test.mjs with --expose-gc and the name of a case. Prints how many bytes each kept string keeps alive.
import {
  AgentIdentity,
  AgentKey,
  AgentTasks,
  decodeUnverifiedAgentIdentityJwt,
  extractAssertions,
  inspectAssertion,
  parseAssertion,
  readAgentRegistrationResponse,
  readAuthJson,
  verifyAssertion,
  verifyAssertions,
  verifyTaskRegistration,
} from "agent-identity-wasm";
import { AssertionVerifier } from "agent-identity-wasm/gateway";

const NOW = { now: 1_795_328_169_000 };
const key = AgentKey.generate();
const { publicKey } = key;
const long = (text, length) => text.padEnd(length, "-");

let count = 0;
/** Every text is another one, so that no engine finds two of them equal. */
const next = () => String(count++).padStart(8, "0");

const agent = new AgentIdentity(long("runtime", 250), key);
const headerOf = (members = {}) => {
  const header = agent.authorizationHeader(long(`a-task-with-an-id-${next()}`, 250), NOW);
  const envelope = JSON.parse(Buffer.from(header.split(" ")[1], "base64url"));
  const text = JSON.stringify({ ...envelope, ...members });
  return `AgentAssertion ${Buffer.from(text).toString("base64url")}`;
};
const largeHeader = () => headerOf({ padding: long(next(), 4000), value: long(`value-${next()}`, 30) });
const batch = (make) => verifyAssertions(Array.from({ length: 256 }, make), publicKey, NOW)[100];
const record = () => ({
  ...{ agent_runtime_id: `runtime-${next()}`, agent_private_key: key.exportPkcs8() },
  ...{ account_id: `the-account-${next()}`, chatgpt_user_id: `the-user-id-${next()}`, email: "" },
  ...{ plan_type: "a-plan-with-a-name", chatgpt_account_is_fedramp: false },
});
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const claims = () => ({
  ...record(),
  ...{ iss: "https://chatgpt.com/codex-backend/agent-identity", aud: "codex-app-server", iat: 1 },
  ...{ exp: 4102444800, padding: long(next(), 15_000) },
});
const jwt = () => `${part({ alg: "RS256", kid: "k" })}.${part(claims())}.AAAA`;
const file = () =>
  JSON.stringify({ padding: long(next(), 900_000), auth_mode: "agentIdentity", agent_identity: record() });
const padded = (members) => JSON.stringify({ padding: long(next(), 60_000), ...members });
const log = () =>
  `${long(next(), 900_000)}\nPOST https://a.example/path/${next()} authorization: ${headerOf()}\n`;
const inspected = () => inspectAssertion(log(), { publicKey, ...NOW });
const answering = (body, status = 200) => ({ fetch: async () => new Response(body, { status }), retries: 0 });
const failure = async (promise) =>
  promise.then(
    () => undefined,
    (error) => error,
  );
const refusedAnswer = () => new AgentTasks(agent, answering(padded({}), 404)).background();
const verifier = new AssertionVerifier({ keysOf: () => publicKey, now: () => NOW.now, replays: false });

/** Each returns one short string out of a long text. */
const CASES = {
  "verifyAssertions agentRuntimeId": () => batch(largeHeader).assertion.agentRuntimeId,
  "verifyAssertions taskId": () => batch(largeHeader).assertion.taskId,
  "verifyAssertions timestamp": () => batch(largeHeader).assertion.timestamp,
  "verifyAssertions signedText": () => batch(largeHeader).assertion.signedText,
  "verifyAssertions unsignedMembers": () => batch(largeHeader).assertion.unsignedMembers.value,
  "verifyAssertions code": () => batch(() => `${largeHeader()}=`).error.code,
  "verifyAssertions message": () => batch(() => `${largeHeader()}=`).error.message,
  "extractAssertions url": () => extractAssertions(log())[0].url,
  "extractAssertions header": () => extractAssertions(log())[0].header,
  "inspectAssertion header": () => inspected().header,
  "inspectAssertion json": () => inspected().json,
  "inspectAssertion taskId": () => inspected().assertion.taskId,
  "inspectAssertion message": () => inspected().findings[0].message,
  "readAuthJson accountId": () => readAuthJson(file()).record.accountId,
  "readAuthJson authMode": () => readAuthJson(file()).authMode,
  "decodeUnverifiedAgentIdentityJwt accountId": () => decodeUnverifiedAgentIdentityJwt(jwt()).accountId,
  readAgentRegistrationResponse: () =>
    readAgentRegistrationResponse(padded({ agent_runtime_id: `runtime-id-${next()}` })),
  "readTaskRegistrationResponse taskId": () =>
    agent.readTaskRegistrationResponse(padded({ task_id: `a-task-id-${next()}` })).taskId,
  "verifyTaskRegistration timestamp": () => {
    const body = JSON.parse(agent.taskRegistrationRequest(NOW).body);
    return verifyTaskRegistration(padded(body), agent.agentRuntimeId, publicKey, NOW).timestamp;
  },
  "AgentTasks taskId": async () => {
    const tasks = new AgentTasks(agent, answering(padded({ task_id: `a-task-id-${next()}` })));
    return (await tasks.background()).taskId;
  },
  "response_status body": async () => (await failure(refusedAnswer())).body,
  "response_status message": async () => (await failure(refusedAnswer())).message,
};

/** Cases whose longer text is short itself, and which therefore need a closer look. */
const SHORT = {
  "parseAssertion timestamp": () => parseAssertion(headerOf()).timestamp,
  "parseAssertion taskId": () => parseAssertion(shortTask()).taskId,
  "verifyAssertion timestamp": () => verifyAssertion(headerOf(), publicKey, NOW).timestamp,
  "verifyAssertion unsignedMembers": () =>
    verifyAssertion(largeHeader(), publicKey, NOW).unsignedMembers.value,
  "AssertionVerifier timestamp": async () => (await verifier.verify(headerOf())).assertion.timestamp,
  "AssertionVerifier claimed": async () =>
    (await verifier.verify(headerOf(), { taskId: "x" })).claimed.timestamp,
};
const shortTask = () => agent.authorizationHeader(`a-task-id-${next()}`, NOW);

const ROUNDS = 3;

const used = () => {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
};

/**
 * Measures again what seems too much, and returns the least: what strings keep alive is there every time, but what the engine and the
 * host compile and load for a call, at some time after its first uses, is there once. It can be half a megabyte.
 */
async function measure(make, times, unsuspiciousBytes) {
  let least = Infinity;
  for (let round = 0; round < ROUNDS && least > unsuspiciousBytes; round++) {
    least = Math.min(least, await measureOnce(make, times));
  }
  return least;
}

async function measureOnce(make, times) {
  for (let round = 0; round < 3; round++) await make();
  const kept = [];
  const before = used();
  for (let round = 0; round < times; round++) kept.push(await make());
  const after = used();
  if (!kept.every((text) => typeof text === "string" && text.length > 12)) throw new Error(`kept ${kept[0]}`);
  return (after - before) / times;
}

/** A slice that keeps its parent alive. The measurement must notice it. */
const CONTROL = () => JSON.stringify({ padding: long(next(), 60_000) }).slice(1, 30);

const results = {};
results["control: a slice"] = await measure(CONTROL, 50, 0);
for (const [name, make] of Object.entries(CASES)) results[name] = await measure(make, 50, 3_000);
for (const [name, make] of Object.entries(SHORT)) results[`${name} (short)`] = await measure(make, 5000, 150);
console.log(JSON.stringify(results));
