import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import * as api from "agent-identity-wasm";
import { TestAuthority } from "agent-identity-wasm/authority";
import * as bulk from "agent-identity-wasm/bulk";
import * as gateway from "agent-identity-wasm/gateway";
import { tried } from "../torture/tried.mjs";
import { jwtAuthority, recordedClaims } from "./support/jwt.mjs";
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

const otherKey = api.AgentKey.generate().publicKey;
const unknowing = new gateway.AssertionVerifier({ keysOf: () => null, now: () => NOW, realm: "r" });
const refused = await unknowing.verify(header);
const rsa = jwtAuthority();
const { jwk } = rsa;
const spki = rsa.publicKey.export({ format: "der", type: "spki" });
const jwt = rsa.sign({ ...recordedClaims, iat: NOW / 1000 - 60, exp: NOW / 1000 + 60, nbf: undefined });

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
  "refusalResponse of a refusal": async () => {
    const response = gateway.refusalResponse(refused);
    return [response.status, response.statusText, ...response.headers, await response.text()];
  },
  "verifyAgentIdentityJwt of a good JWT": () =>
    api.verifyAgentIdentityJwt(jwt, { keys: [jwk] }, { now: NOW }),
  replayId: () => api.replayId(assertion, publicKey),
  extractAssertions: () => api.extractAssertions(`GET /x\n${header}`),
  findSecrets: () => api.findSecrets(`Bearer ${header}`),
  "AgentPublicKey.parse of bytes": () => String(api.AgentPublicKey.parse(publicKey.toBytes())),
  "AssertionVerifier with several keys": verifyWithSeveralKeys,
};

async function verifyWithSeveralKeys() {
  const lists = [[publicKey, otherKey], new Set([otherKey, publicKey]), Array(17).fill(publicKey)];
  const results = [];
  for (const keys of lists) {
    const verifier = new gateway.AssertionVerifier({ keysOf: () => keys, now: () => NOW, replays: false });
    const verdict = await verifier.verify(header);
    results.push(verdict.ok ? "ok" : `${verdict.status} ${verdict.code}`);
  }
  return results;
}

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** Every name that the package takes out of an object by a pattern: `const { name, other: renamed } = …`. */
const DESTRUCTURED = ["index", "gateway", "authority"]
  .flatMap((entry) => [...read(`pkg/dist/${entry}.js`).matchAll(/[(, ]\{ ([\w:, ]+) \}(?: =|\)|,)/g)])
  .flatMap(([, pattern]) => pattern.split(", ").map((part) => part.split(":")[0]));

/**
 * Every name of a member or a parameter that the public declarations contain, every name that is destructured, and some
 * that are read without either.
 */
const NAMES = [
  ...new Set([
    ...[...read("docs/API.md").matchAll(/\b([a-z]\w*)\??:/gi)].map(([, name]) => name),
    ...DESTRUCTURED,
  ]),
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
  // Iterators, descriptors of properties, and what JSON Web Keys and other options of the host have.
  ...["return", "next", "throw", "get", "set", "value", "writable", "enumerable", "configurable"],
  ...["statusText", "key_ops", "use", "oth", "p", "q", "dp", "dq", "qi", "hash", "ext", "k", "n", "e"],
  ...["fatal", "ignoreBOM", "pull", "start", "WebSocketPair", "EdgeRuntime", "location", "document"],
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
const HOST_CALLS = [
  "agentFetch",
  "TestAuthority",
  "verifyAgentIdentityJwt of a good JWT",
  "refusalResponse of a refusal",
];

async function useHost() {
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
    await importsKey(),
  ];
}

/** Node.js defines properties by descriptors that inherit from `Object.prototype`. */
async function importsKey() {
  const algorithm = Object.assign(Object.create(null), { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" });
  const key = await crypto.subtle.importKey("spki", spki, algorithm, false, ["verify"]);
  return String(await crypto.subtle.verify(algorithm, key, new Uint8Array(256), new Uint8Array(1)));
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
  const others =
    /^(default|init|initSync|features|version|wideArithmetic|AgentIdentityError|AgentIdentity|AgentKey)$/;
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

const ITERATORS_AND_DESCRIPTORS = [
  ...["return", "next", "done", "throw", "get", "set", "value", "writable", "enumerable", "configurable"],
];

for (const name of ITERATORS_AND_DESCRIPTORS) {
  test(`Object.prototype.${name} is a string: one instance works on, call after call`, async () => {
    const verifier = new gateway.AssertionVerifier({
      keysOf: () => [publicKey.toJwk()],
      now: () => NOW,
      keysMaxAgeMs: 0,
    });
    const bytes = publicKey.toBytes();
    const work = async () => {
      const parsed = api.AgentPublicKey.parse(publicKey.toJwk());
      parsed.free();
      api.AgentPublicKey.parse(bytes).free();
      const verdicts = api.verifyAssertions([header, "x"], publicKey, { now: NOW });
      const verified = await verifier.verify(header);
      return [
        ...[verdicts[0].ok, verdicts[1].ok, verified.ok, api.isSignedBy(assertion, publicKey)],
        ...[api.replayId(assertion, publicKey), api.parseAssertion(header).taskId],
        ...[
          api.verifyAssertion(header, publicKey, { now: NOW }).taskId,
          api.extractAssertions(header).length,
        ],
        agent.authorizationHeader("task-1", { now: NOW }) === header,
      ].join(" ");
    };
    const expected = await work();
    // An exception in the middle of a call leaked a reference; with the 512th of these, the instance was lost.
    const found = await polluted(name, "x", async () => {
      const results = [];
      for (let count = 0; count < 650; count++) results.push(await outcome(work));
      return results;
    });
    assert.deepEqual(
      found.filter((result) => result !== expected),
      [],
    );
    assert.equal(await work(), expected);
  });
}

for (const value of [
  function* () {
    yield otherKey;
  },
  "x",
]) {
  test(`a ${typeof value} as Object.prototype[Symbol.iterator] makes no list of a key`, async () => {
    const verifier = new gateway.AssertionVerifier({ keysOf: () => publicKey.toJwk(), now: () => NOW });
    assert.equal((await polluted(Symbol.iterator, value, () => verifier.verify(header))).ok, true);
  });
}

test("an address is not resolved against a location that is inherited from Object.prototype", async () => {
  const { sent, options } = host();
  const signed = api.agentFetch(new api.AgentTasks(agent, options), {
    accountId: "account-1",
    fetch: options.fetch,
  });
  for (const [name, value] of [
    ["location", { href: "https://chatgpt.com/" }],
    ["document", { baseURI: "https://chatgpt.com/" }],
  ]) {
    const call = polluted(name, value, () => signed("/evil"));
    await assert.rejects(call, { code: "origin_not_allowed" }, name);
  }
  assert.deepEqual(sent, []);
});

test("look-ups are shared, whatever globals Object.prototype pretends to have", async () => {
  for (const name of ["WebSocketPair", "EdgeRuntime", "navigator"]) {
    let count = 0;
    const keysOf = async () => {
      count++;
      await new Promise((resolve) => setImmediate(resolve));
      return publicKey;
    };
    const value = name === "navigator" ? { userAgent: "Cloudflare-Workers" } : null;
    const verifier = polluted(name, value, () => new gateway.AssertionVerifier({ keysOf, now: () => NOW }));
    await Promise.all(Array.from({ length: 20 }, () => verifier.verify(header)));
    assert.equal(count, 1, name);
  }
});

test("no code of the library takes a list apart by an iterator, or leaves a loop over one early", () => {
  const folder = new URL("../../pkg/src/", import.meta.url);
  // The command line is a program of its own.
  const files = readdirSync(folder, { recursive: true }).filter(
    (file) => /(?<!\.d)\.ts$/.test(file) && !/^cli\b/.test(file),
  );
  assert.ok(files.length > 80, `${files.length} files`);
  const found = files.flatMap((file) => {
    const code = readFileSync(new URL(file, folder), "utf8").replaceAll(/^ *(?:\/\*)?\*.*$|\/\/.*$/gm, "");
    const destructured =
      code.match(/\b(?:const|let|var) \[[^\n]*|\(\[[^()]*\][^()]*\)(?::[^=;{}]*)? =>/g) ?? [];
    const loops =
      code.match(/^( *)for (?:await )?\((?:const|let) [^\n]* of [^\n]*\{\n(?:\1 [^\n]*\n|\n)*\1\}/gm) ?? [];
    const left = loops.filter((loop) => /\b(?:return|break)\b/.test(loop));
    return [...destructured, ...left].map((text) => `${file}: ${text}`);
  });
  // The iterators of generators have a `return` of their own.
  const ofGenerators = /^(?:bulk\/judge|authority\/request-body)\.ts: +for/;
  assert.deepEqual(
    found.filter((text) => !ofGenerators.test(text)),
    [],
  );
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
