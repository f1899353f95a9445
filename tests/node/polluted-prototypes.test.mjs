import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import * as api from "agent-identity-wasm";
import { TestAuthority } from "agent-identity-wasm/authority";
import * as bulk from "agent-identity-wasm/bulk";
import * as gateway from "agent-identity-wasm/gateway";
import { tried } from "../torture/tried.mjs";
import { polluted, pollutedByAll, snapshot } from "./support/pollution.mjs";

const NOW = 1_795_328_169_000;
const key = api.AgentKey.fromPkcs8("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g");
const { publicKey } = key;
const agent = new api.AgentIdentity("agent-1", key);
const header = agent.authorizationHeader("task-1", { now: NOW });
const task = { agentRuntimeId: "agent-1", taskId: "task-1", kind: "background" };
const billOfMaterials = { agentVersion: "1", agentHarnessId: "codex-cli", runningLocation: "exec-linux" };
const record = {
  ...{ agentRuntimeId: "agent-1", agentPrivateKey: key.exportPkcs8(), accountId: "account-1" },
  ...{ chatgptUserId: "user-1", planType: "pro", fedramp: false },
};
const assertion = api.parseAssertion(header);
const registration = agent.taskRegistrationRequest({ now: NOW }).body;

/** An answer with as few members as will do, each of its own. */
function answer() {
  const headers = { get: () => null };
  return {
    ok: true,
    status: 200,
    headers,
    text: async () => '{"agent_runtime_id":"agent-2","task_id":"task-2"}',
  };
}

/** Returns a host with the right answers. It notes every member that `fetch` would read, inherited ones too. */
function host() {
  const sent = [];
  const read = [
    "method",
    "body",
    "redirect",
    "credentials",
    "mode",
    "cache",
    "referrer",
    "dispatcher",
    "duplex",
  ];
  const fetch = async (url, init) => {
    const members = read.map((name) => `${name}=${init[name]}`);
    const headers = init.headers instanceof Headers ? [...init.headers] : Object.entries(init.headers);
    sent.push(`${url} ${members.join(" ")} ${headers.join(" ")}`);
    return answer();
  };
  // Pauses end at once; time-outs never come.
  const sleep = async (ms) => (ms < 15_000 ? undefined : new Promise(() => {}));
  const runtime = { now: () => NOW, random: () => 0, sleep };
  return { sent, options: { fetch, runtime } };
}

async function register(options) {
  const { sent, options: sending } = host();
  const made = await api.registerAgent({
    accessToken: "token",
    billOfMaterials,
    key,
    ...sending,
    ...options,
  });
  return { made, sent };
}

async function useTasks() {
  const { sent, options } = host();
  const tasks = new api.AgentTasks(agent, options);
  const thread = await tasks.thread("thread-1");
  const background = await tasks.background();
  tasks.forget(background);
  tasks.forget({ ...thread });
  const headers = await tasks.headers(undefined, { accountId: "account-1" });
  tasks.forget(headers);
  return { thread, background, again: await tasks.background(), headers, sent };
}

async function signedFetch() {
  const { sent, options } = host();
  const tasks = new api.AgentTasks(agent, options);
  const { fetch } = options;
  const signed = api.agentFetch(tasks, { accountId: "account-1", fetch });
  await signed("https://chatgpt.com/a");
  await signed("https://chatgpt.com/b", { method: "POST", body: "x", thread: "thread-1" });
  return sent;
}

/** Fetches an empty key set, and fails because the JWT's key is not in it. */
async function verifyWithRemoteJwks() {
  const { sent, options } = host();
  const fetch = async (...args) => ({ ...(await options.fetch(...args)), text: async () => '{"keys":[]}' });
  const jwks = new api.RemoteJwks("https://a.example", { ...options, fetch });
  const header = Buffer.from('{"alg":"RS256","kid":"k"}').toString("base64url");
  const failure = await outcome(() => api.verifyAgentIdentityJwt(`${header}.e30.AAAA`, jwks, { now: NOW }));
  return { failure, sent };
}

async function verifyAtGateway() {
  const verifier = new gateway.AssertionVerifier({ keysOf: () => publicKey.toJwk(), now: () => NOW });
  const results = [
    await verifier.verify(header),
    await verifier.verify(header, { agentRuntimeId: "agent-1" }),
    await verifier.verify(header, {}),
    await verifier.verify(header, { taskId: "task-2" }),
    await verifier.verifyRequest({ headers: { authorization: header } }),
    await verifier.verifyRequest({ headers: {} }),
  ];
  return results.map(({ publicKey: _, error: __, ...result }) => result);
}

function judgeInBulk(options) {
  const tally = new bulk.Tally();
  const found = [{ header, line: 1, sentAt: new Date(NOW) }, ...api.extractAssertions(header)];
  const rows = new bulk.BulkJudge({ publicKeys: [publicKey], now: () => NOW, ...options }).judge(found);
  for (const row of rows) tally.add(row);
  return { rows, counts: tally.counts, summary: tally.summary() };
}

async function askTestAuthority() {
  const authority = new TestAuthority({ now: () => NOW });
  authority.fail("jwks", { status: 503 });
  const request = new Request("http://authority.test/agent-identities/jwks", Object.create(null));
  const { status, headers } = await authority.fetch(request);
  return { status, retryAfter: headers.get("retry-after"), events: authority.events };
}

/** Every export that takes an object, with as little in it as will do, and with required members missing. */
const CALLS = {
  authorizationHeader: () => agent.authorizationHeader("task-1", { now: NOW }),
  "authorizationHeader of a task": () => agent.authorizationHeader({ ...task }, { now: NOW }),
  "authorizationHeader of an empty task": () => agent.authorizationHeader({}, { now: NOW }),
  requestHeaders: () => agent.requestHeaders("task-1", { accountId: "account-1", now: NOW }),
  "requestHeaders without an account": () => agent.requestHeaders("task-1", { now: NOW }),
  taskRegistrationRequest: () => agent.taskRegistrationRequest({ now: NOW }),
  "taskRegistrationRequest with endpoints": () =>
    agent.taskRegistrationRequest({ now: NOW, endpoints: { ...api.endpoints("staging") } }),
  "taskRegistrationRequest with empty endpoints": () =>
    agent.taskRegistrationRequest({ now: NOW, endpoints: {} }),
  readTaskRegistrationResponse: () => agent.readTaskRegistrationResponse({ task_id: "task-1" }, {}),
  "readTaskRegistrationResponse of an empty body": () => agent.readTaskRegistrationResponse({}),
  exportPkcs8: () => key.exportPkcs8({}),
  "AgentPublicKey.parse": () => String(api.AgentPublicKey.parse(publicKey.toJwk())),
  "AgentPublicKey.parse of an empty JWK": () => api.AgentPublicKey.parse({}),
  verifyAssertion: () => api.verifyAssertion(header, publicKey, { now: NOW + 1000 }),
  "verifyAssertion of a stale header": () => api.verifyAssertion(header, publicKey, { now: NOW + 1e9 }),
  verifyAssertions: () => api.verifyAssertions(Object.assign([header], { 2: "x" }), publicKey, { now: NOW }),
  parseFreshAssertion: () => api.parseFreshAssertion(header, { now: NOW }),
  "parseFreshAssertion of a stale header": () => api.parseFreshAssertion(header, { now: NOW + 1e9 }),
  inspectDocument: () => api.inspectDocument(header, { now: NOW, publicKey }),
  isSignedBy: () => api.isSignedBy({ ...assertion, taskId: "task-2" }, publicKey),
  "isSignedBy of nothing": () => api.isSignedBy({}, publicKey),
  inspectAssertion: () => api.inspectAssertion(header, { now: NOW }),
  "inspectAssertion with a list of keys": () =>
    api.inspectAssertion(header, { now: NOW, otherPublicKeys: [publicKey] }),
  endpoints: () => api.endpoints("production", {}),
  "endpoints of an unknown base": () => api.endpoints("https://a.example", {}),
  taskRegistrationUrl: () => api.endpoints().taskRegistrationUrl("agent-1"),
  agentRegistrationRequest: () =>
    api.agentRegistrationRequest({ publicKey, accessToken: "token", billOfMaterials }),
  "agentRegistrationRequest without a token": () =>
    api.agentRegistrationRequest({ publicKey, billOfMaterials }),
  "agentRegistrationRequest with an empty bill": () =>
    api.agentRegistrationRequest({ publicKey, accessToken: "token", billOfMaterials: {} }),
  "agentRegistrationRequest of nothing": () => api.agentRegistrationRequest({}),
  readAgentRegistrationResponse: () => api.readAgentRegistrationResponse({ agent_runtime_id: "agent-1" }),
  "readAgentRegistrationResponse of nothing": () => api.readAgentRegistrationResponse({}),
  verifyTaskRegistration: () => api.verifyTaskRegistration(registration, "agent-1", publicKey, { now: NOW }),
  "verifyTaskRegistration of a stale one": () =>
    api.verifyTaskRegistration(registration, "agent-1", publicKey, { now: NOW + 1e9 }),
  writeAuthJson: () => api.writeAuthJson("{}", { ...record }),
  "writeAuthJson of an empty record": () => api.writeAuthJson("{}", {}),
  planAuth: () => api.planAuth({ mode: "chatgpt", accountId: "a", chatgptUserId: "u" }, {}),
  "planAuth with a record": () => api.planAuth({ mode: "agentIdentity", record: { ...record } }),
  "planAuth of nothing": () => api.planAuth({}),
  "planAuth of an account without members": () => api.planAuth({ mode: "chatgpt" }),
  verifyAgentIdentityJwt: () => api.verifyAgentIdentityJwt("e30.e30.AAAA", { keys: [] }, {}),
  isAgentIdentityError: () => api.isAgentIdentityError({}),
  registerAgent: () => register({}),
  "registerAgent with an account": () =>
    register({ account: { accountId: "account-1", chatgptUserId: "user-1", planType: "pro" } }),
  "registerAgent without a token": () => register({ accessToken: undefined }),
  "registerAgent with an empty account": () => register({ account: {} }),
  AgentTasks: useTasks,
  agentFetch: signedFetch,
  RemoteJwks: verifyWithRemoteJwks,
  AssertionVerifier: verifyAtGateway,
  "AssertionVerifier without keysOf": () => new gateway.AssertionVerifier({}),
  ReplayGuard: () => new gateway.ReplayGuard({}) && "made",
  redisReplayStore: () => gateway.redisReplayStore({}),
  TestAuthority: askTestAuthority,
  BulkJudge: () => judgeInBulk({}),
  "BulkJudge of stale headers": () => judgeInBulk({ at: NOW + 1e9 }),
  "BulkJudge without a key": () => judgeInBulk({ publicKeys: undefined }),
  refusalResponse: () => gateway.refusalResponse({}),
};

/** Every name of a member or a parameter that the public declarations contain, and some that are read without one. */
const NAMES = [
  ...new Set(
    [
      ...readFileSync(new URL("../../docs/API.md", import.meta.url), "utf8").matchAll(/\b([a-z]\w*)\??:/gi),
    ].map(([, name]) => name),
  ),
  ...["agent_runtime_id", "task_id", "taskId", "encrypted_task_id", "timestamp", "signature", "d", "kid"],
  ...[
    "external_task_ref",
    "0",
    "1",
    "2",
    "done",
    "toJSON",
    "getReader",
    "credentials",
    "dispatcher",
    "duplex",
  ],
];

/** One of these is of the right type for whichever option. */
const VALUES = [
  "https://evil.example",
  3e11,
  true,
  () => "evil",
  { ...record, kty: "OKP", crv: "Ed25519", x: "AAAA", now: () => 0 },
  ["agent-2"],
];

/** Calls that use classes of the host, which take members of a polluted prototype for their own. */
const HOST_CALLS = ["agentFetch", "TestAuthority", "refusalResponse"];

function useHost() {
  const init = () => Object.create(null);
  const request = new Request("https://a.example/", Object.assign(init(), { method: "POST", body: "x" }));
  const again = new Request(request, init());
  const bodiless = new Request("https://a.example/", init());
  const response = new Response("x", Object.assign(init(), { status: 401, headers: { a: "b" } }));
  return [
    ...again.headers,
    again.method,
    bodiless.method,
    ...new Headers([["a", "b"]]),
    response.status,
    ...response.headers,
  ];
}

async function outcome(call) {
  try {
    return snapshot(await call());
  } catch (error) {
    return snapshot(error);
  }
}

/**
 * Returns the pollutions by one of these options that change the outcome of a call. If all together change nothing, and
 * none of them is read, none changes anything alone. Those that are read are tried alone; if the outcome differs, so is
 * each half of the others.
 */
async function effectsOf(options, value, expected, call) {
  if (options.length === 1) {
    const [option] = options;
    const found = await polluted(option, value, () => outcome(call));
    return found === expected ? [] : [{ option, value, found }];
  }
  const read = new Set();
  const found = await pollutedByAll(
    options,
    value,
    (option) => read.add(option),
    () => outcome(call),
  );
  const alone = options.filter((option) => read.has(option));
  const others = options.filter((option) => !read.has(option));
  const different = [];
  for (const option of alone) different.push(...(await effectsOf([option], value, expected, call)));
  if (found === expected && alone.length === 0) return different;
  const half = alone.length > 0 ? others.length : Math.ceil(others.length / 2);
  for (const part of [others.slice(0, half), others.slice(half)]) {
    if (part.length > 0) different.push(...(await effectsOf(part, value, expected, call)));
  }
  return different;
}

const POLLUTIONS = await everyPollution();

async function everyPollution() {
  const expected = await outcome(useHost);
  const all = NAMES.flatMap((option) => VALUES.map((value) => ({ option, value, affectsHost: false })));
  for (const one of all) {
    one.affectsHost = expected !== (await polluted(one.option, one.value, () => outcome(useHost)));
  }
  return all;
}

test("the calls show all of the exports that take an object", () => {
  const shown = Object.keys(CALLS).join(" ");
  const others = /^(default|init|initSync|features|version|AgentIdentityError|AgentIdentity|AgentKey)$/;
  const texts =
    /^(AssertionExtractor|extractAssertions|parseAssertion|parseTime|sealTaskId|readAuth|readAuthJson|findSecrets|redactSecrets|replayId|decodeUnverified.*)$/;
  const missing = Object.keys(api).filter((name) => !shown.includes(name));
  assert.deepEqual(
    missing.filter((name) => !others.test(name) && !texts.test(name)),
    [],
  );
});

for (const [name, call] of Object.entries(CALLS)) {
  test(`${name}: members inherited from Object.prototype do not count`, async () => {
    const expected = await outcome(call);
    assert.equal(await outcome(call), expected, "the same call gives the same twice");
    const counts = POLLUTIONS.filter(({ affectsHost }) => !affectsHost || !HOST_CALLS.includes(name));
    const different = [];
    for (const value of VALUES) {
      const options = counts.filter((one) => one.value === value).map(({ option }) => option);
      different.push(...(await effectsOf(options, value, expected, call)));
    }
    assert.deepEqual(different, []);
    assert.ok(counts.length > 0.9 * POLLUTIONS.length, `${counts.length} compared`);
    tried("pollutions", counts.length);
  });
}

test("the search finds an option that a call inherits, among all the others", async () => {
  const names = NAMES.filter((name) => name !== "duplex");
  const reads = () => ({}).duplex ?? "nothing";
  assert.deepEqual(await effectsOf([...names, "duplex"], 5, "nothing", reads), [
    { option: "duplex", value: 5, found: "5" },
  ]);
  const looksOnly = () => ("duplex" in {} ? "something" : "nothing");
  assert.deepEqual(await effectsOf([...names, "duplex"], 5, "nothing", looksOnly), [
    { option: "duplex", value: 5, found: "something" },
  ]);
});

test("a getter of a polluted prototype is not even called", () => {
  const get = () => assert.fail();
  Object.defineProperty(Object.prototype, "maxAgeSeconds", { __proto__: null, get, configurable: true });
  try {
    api.verifyAssertion(header, publicKey, { now: NOW });
  } finally {
    delete Object.prototype.maxAgeSeconds;
  }
});

test("options of another realm do not inherit from its Object.prototype either", () => {
  const foreign = vm.createContext({});
  const make = (source) => vm.runInContext(`(${source})`, foreign);
  const prototype = make("Object.prototype");
  const late = { now: NOW + 301_000 };
  for (const source of [`{ now: ${late.now} }`, `Object.create({ now: ${late.now} })`]) {
    const verify = () => api.verifyAssertion(header, publicKey, make(source));
    assert.throws(verify, { code: "timestamp_expired" });
    polluted("maxAgeSeconds", 1e6, () => assert.throws(verify, { code: "timestamp_expired" }), prototype);
  }
  const keys = make(`[{ kty: "OKP", crv: "Ed25519" }]`)[0];
  polluted("x", publicKey.toJwk().x, () => assert.throws(() => api.AgentPublicKey.parse(keys)), prototype);
});

class Options {
  get now() {
    return NOW + 301_000;
  }
}
class LaterOptions extends Options {
  get maxAgeSeconds() {
    return 301;
  }
}
class FromNull extends null {
  static make() {
    return Object.create(FromNull.prototype);
  }
  get now() {
    return NOW + 301_000;
  }
  get maxAgeSeconds() {
    return 301;
  }
}

const counting = [
  ["own members", { now: NOW + 301_000, maxAgeSeconds: 301 }],
  ["a null prototype", Object.assign(Object.create(null), { now: NOW + 301_000, maxAgeSeconds: 301 })],
  ["a prototype with members", Object.create({ now: NOW + 301_000, maxAgeSeconds: 301 })],
  [
    "a prototype that has none itself",
    Object.create(Object.assign(Object.create(null), { now: NOW + 301_000, maxAgeSeconds: 301 })),
  ],
  ["getters of a class and of its base", new LaterOptions()],
  ["getters of a class without a base", FromNull.make()],
  ["a member named as one of Object.prototype's", { now: NOW + 301_000, maxAgeSeconds: 301, toString: 1 }],
  ["a proxy", new Proxy({ now: NOW + 301_000, maxAgeSeconds: 301 }, {})],
  [
    "a proxy that has its members from a trap alone",
    new Proxy({}, { get: (_, name) => ({ now: NOW + 301_000, maxAgeSeconds: 301 })[name] }),
  ],
  ["an object of another realm", vm.runInNewContext(`({ now: ${NOW + 301_000}, maxAgeSeconds: 301 })`)],
];

for (const [name, options] of counting) {
  test(`${name}: these options count`, () => {
    assert.equal(api.verifyAssertion(header, publicKey, options).taskId, "task-1");
    if (name.includes("trap")) return;
    polluted("maxAgeSeconds", 5, () => {
      assert.equal(api.verifyAssertion(header, publicKey, options).taskId, "task-1");
    });
  });
}

test("an endless chain of prototypes is refused", () => {
  const endless = () => new Proxy({}, { getPrototypeOf: endless });
  assert.throws(() => api.verifyAssertion(header, publicKey, endless()), { code: "wrong_type" });
});

test("a toJSON of one's own counts, in a body and below it", () => {
  class Body {
    toJSON() {
      return { task_id: { toJSON: () => "task-7" } };
    }
  }
  assert.equal(agent.readTaskRegistrationResponse(new Body()).taskId, "task-7");
});
