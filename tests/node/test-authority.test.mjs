import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, Server } from "node:net";
import { networkInterfaces } from "node:os";
import { test } from "node:test";
import {
  AgentIdentity,
  AgentKey,
  AgentTasks,
  agentFetch,
  decodeUnverifiedAgentIdentityJwt,
  endpoints,
  parseAssertion,
  registerAgent,
  verifyAgentIdentityJwt,
} from "agent-identity-wasm";
import { listen, TestAuthority } from "agent-identity-wasm/authority";
import { polluted } from "./support/pollution.mjs";
import { recordings } from "./support/vectors.mjs";
import { refuses, rejects } from "./support/verdicts.mjs";
import { quiet } from "./support/virtual-time.mjs";

const BASE = "http://authority.test";
const NOW = Date.parse("2026-11-22T06:16:09Z");
const billOfMaterials = {
  agentVersion: "1.0.0",
  agentHarnessId: "codex-app",
  runningLocation: "vscode-linux",
};
const json = { "Content-Type": "application/json" };
const account = { accountId: "account-1" };

/** An authority with an agent, and ways to talk to it. */
async function scene({ base = BASE, accessToken = "token", fedramp, ...options } = {}) {
  const authority = new TestAuthority(options);
  const fetch = (input, init) => authority.fetch(new Request(input, init));
  const where = { endpoints: base, authApiBaseUrl: base };
  const { identity, key } = await registerAgent({ accessToken, billOfMaterials, fedramp, fetch, ...where });
  const tasks = (more) => new AgentTasks(identity, { fetch, retries: 0, ...where, ...more });
  const send = (path, init) => fetch(base + path, init);
  const whoami = async (headers, path = "/whoami") => send(path, { headers });
  return { authority, fetch, identity, key, tasks, send, whoami, where };
}

const errorOf = async (answer) => (await answer.json()).error.code;

test("agents, threads and background tasks are registered, and a backend knows who asks", async () => {
  const { authority, identity, tasks, whoami } = await scene();
  const all = tasks();
  const thread = await all.thread("thread-1");
  const background = await all.background();
  const answer = await whoami(await all.headers("thread-1", account));
  assert.deepEqual(await answer.json(), {
    agent_runtime_id: identity.agentRuntimeId,
    task_id: thread.taskId,
    timestamp: parseAssertion((await all.headers("thread-1", account)).Authorization).timestamp,
    external_task_ref: "thread-1",
    account_id: "account-1",
    fedramp: false,
  });
  const { agentRuntimeId } = identity;
  assert.ok(authority.agents.get(agentRuntimeId).publicKey.equals(identity.publicKey));
  assert.deepEqual(
    [...authority.tasks],
    [
      [thread.taskId, { agentRuntimeId, externalTaskRef: "thread-1" }],
      [background.taskId, { agentRuntimeId }],
    ],
  );
});

test("one reference of one agent is always the same task; without a reference each is another one", async () => {
  const { authority, fetch, tasks, where } = await scene();
  const both = await Promise.all([tasks().thread("thread-1"), tasks().thread("thread-1")]);
  assert.equal(both[0].taskId, both[1].taskId);
  assert.notEqual((await tasks().thread("thread-2")).taskId, both[0].taskId);
  assert.notEqual((await tasks().background()).taskId, (await tasks().background()).taskId);
  const { identity: other } = await registerAgent({ accessToken: "token", billOfMaterials, fetch, ...where });
  const theirs = await new AgentTasks(other, { fetch, ...where }).thread("thread-1");
  assert.notEqual(theirs.taskId, both[0].taskId);
  assert.equal(authority.tasks.size, 5);
});

test("task ids are plain, sealed, or both by turns; those that are sealed go beyond ASCII", async () => {
  const bodies = [];
  const forms = async (sealTaskIds) => {
    const { tasks, fetch } = await scene({ sealTaskIds });
    const noting = async (...request) => {
      const answer = await fetch(...request);
      bodies.push(await answer.clone().json());
      return answer;
    };
    const all = tasks({ fetch: noting });
    for (const ref of ["a", "b", "c"]) await all.thread(ref);
    return bodies.splice(0).map((body) => Object.keys(body).join());
  };
  assert.deepEqual(await forms(), ["task_id", "task_id", "task_id"]);
  assert.deepEqual(await forms(false), ["task_id", "task_id", "task_id"]);
  assert.deepEqual(await forms(true), ["encrypted_task_id", "encrypted_task_id", "encrypted_task_id"]);
  assert.deepEqual(await forms("sometimes"), ["task_id", "encrypted_task_id", "task_id"]);

  const { tasks, whoami, authority } = await scene({ sealTaskIds: true });
  const all = tasks();
  const { taskId } = await all.thread("thread-1");
  assert.match(taskId, /[^\0-\x7f]/);
  assert.ok(authority.tasks.has(taskId));
  assert.equal((await (await whoami(await all.headers("thread-1", account))).json()).task_id, taskId);
});

test("ids can be chosen", async () => {
  let count = 0;
  const newId = (kind) => `${kind}-${++count}`;
  const { identity, tasks, authority } = await scene({ newId, sealTaskIds: true });
  assert.equal(identity.agentRuntimeId, "agent-1");
  assert.equal((await tasks().thread("a")).taskId, "task-2");
  await authority.issueJwt();
  assert.ok(authority.agents.has("agent-3"));
});

test("the reference of a task is the same task, sealed or not", async () => {
  const { tasks } = await scene({ sealTaskIds: "sometimes" });
  const ids = new Set();
  for (let count = 0; count < 4; count++) ids.add((await tasks().thread("thread-1")).taskId);
  assert.equal(ids.size, 1);
});

test("what the released client sent is accepted, byte for byte", async () => {
  for (const recording of recordings) {
    let now = NOW;
    const authority = new TestAuthority({ now: () => now });
    const { agentRuntimeId, privateKey: agentPrivateKey } = recording;
    await authority.issueJwt({ agentRuntimeId, agentPrivateKey });
    for (const { method, path, headers, body } of recording.requests) {
      if (body && path.endsWith("/task/register")) now = Date.parse(JSON.parse(body).timestamp);
      const authorization = headers.authorization?.replace("<access token>", "token");
      const request = new Request(BASE + path, { method, headers, body });
      if (authorization) request.headers.set("authorization", authorization);
      const answer = await authority.fetch(request);
      const route = /\/(?:register|jwks)$/.test(path);
      assert.equal(answer.status, route ? 200 : 404, path);
    }
    assert.ok(authority.events.some(({ route }) => route === "task"));
  }
});

test("every route is found below any base path, and nothing else is", async () => {
  const { send, identity, tasks } = await scene();
  const headers = await tasks().headers(undefined, account);
  const body = () => identity.taskRegistrationRequest({ endpoints: BASE, authApiBaseUrl: BASE }).body;
  const task = `/v1/agent/${identity.agentRuntimeId}/task/register`;
  const found = [
    ["POST", task],
    ["POST", `/api/accounts${task}`],
    ["GET", "/agent-identities/jwks"],
    ["GET", "/a/b/agent-identities/jwks"],
    ["GET", "/backend-api/wham/agent-identities/jwks"],
    ["GET", "/x/backend-api/codex/wham/agent-identities/jwks"],
    ["GET", "/whoami"],
    ["GET", "/any/base/whoami"],
    ["GET", "/whoami?x=y"],
    ["POST", "/v1/responses"],
    ["POST", "/any/base/v1/responses"],
  ];
  for (const [method, path] of found) {
    const init = path.endsWith("/task/register")
      ? { method, headers: json, body: body() }
      : { method, headers };
    assert.equal((await send(path, init)).status, 200, path);
  }
  const missing = [
    ["GET", task],
    ["PUT", task],
    ["POST", `${task}/`],
    ["POST", "/v1/agent//task/register"],
    ["POST", "/v1/agent/a/b/task/register"],
    ["POST", "/v1/agent/%ff/task/register"],
    ["GET", "/v1/agent/register"],
    ["GET", "/wham/agent-identities/jwks"],
    ["GET", "/backend-api/agent-identities/jwks"],
    ["GET", "/backend-api/jwks"],
    ["POST", "/agent-identities/jwks"],
    ["POST", "/whoami"],
    ["GET", "/v1/responses"],
    ["GET", "/xwhoami"],
    ["GET", "/"],
    ["GET", "/v1/models"],
  ];
  for (const [method, path] of missing) {
    const answer = await send(path, { method, headers });
    assert.equal(answer.status, 404, `${method} ${path}`);
    assert.equal(await errorOf(answer), "not_found");
  }
});

/** The body of a registration with some members changed. */
const changed = (text, change) => JSON.stringify(change(JSON.parse(text)));
const reversed = (object) => Object.fromEntries(Object.entries(object).reverse());

const badTaskRegistrations = {
  "another order": [(body) => changed(body, reversed), 400, "json_members_invalid"],
  "the reference in front": [
    (body) => changed(body, (b) => ({ external_task_ref: "x", ...b })),
    400,
    "json_members_invalid",
  ],
  "a member too many": [(body) => changed(body, (b) => ({ ...b, x: 1 })), 400, "json_members_invalid"],
  "a member too few": [
    (body) => changed(body, ({ timestamp }) => ({ timestamp })),
    400,
    "json_members_invalid",
  ],
  "a member twice": [(body) => body.replace("{", '{"timestamp":"x",'), 400, "json_member_duplicate"],
  "a reference of null": [
    (body) => changed(body, (b) => ({ ...b, external_task_ref: null })),
    400,
    "json_member_invalid",
  ],
  "an empty reference": [
    (body) => changed(body, (b) => ({ ...b, external_task_ref: "" })),
    400,
    "external_task_ref_invalid",
  ],
  "a reference with a control character": [
    (body) => changed(body, (b) => ({ ...b, external_task_ref: "a\nb" })),
    400,
    "external_task_ref_invalid",
  ],
  "a number for a timestamp": [
    (body) => changed(body, (b) => ({ ...b, timestamp: 5 })),
    400,
    "json_member_invalid",
  ],
  "a timestamp with fractions": [
    (body) => changed(body, (b) => ({ ...b, timestamp: b.timestamp.replace("Z", ".000Z") })),
    400,
    "timestamp_malformed",
  ],
  "a timestamp with an offset": [
    (body) => changed(body, (b) => ({ ...b, timestamp: b.timestamp.replace("Z", "+00:00") })),
    400,
    "timestamp_malformed",
  ],
  "another timestamp than the one signed": [
    (body) => changed(body, (b) => ({ ...b, timestamp: "2026-11-22T06:16:10Z" })),
    401,
    "signature_invalid",
  ],
  "a signature in base64url": [
    (body) => changed(body, (b) => ({ ...b, signature: b.signature.replaceAll("=", "") })),
    400,
    "signature_malformed",
  ],
  "no JSON": [() => "{", 400, "json_invalid"],
  "no object": [() => "[]", 400, "json_not_object"],
  "something after the object": [(body) => `${body}{}`, 400, "json_invalid"],
  "a byte order mark": [(body) => `\ufeff${body}`, 400, "json_invalid"],
  "no body": [() => "", 400, "json_invalid"],
  "too long a body": [(body) => body + " ".repeat(65_536), 413, "body_too_large"],
  "bytes that are no UTF-8": [() => new Uint8Array([0x22, 0xff, 0x22]), 400, "json_invalid"],
  "an Authorization": [(body) => body, 400, "authorization_unexpected", { Authorization: "Bearer x" }],
  "another content type": [(body) => body, 415, "content_type_invalid", { "Content-Type": "text/plain" }],
  "a content type that begins alike": [
    (body) => body,
    415,
    "content_type_invalid",
    { "Content-Type": "application/jsonx" },
  ],
};

for (const [what, [change, status, code, headers]] of Object.entries(badTaskRegistrations)) {
  test(`a task registration with ${what} is refused`, async () => {
    const { authority, identity, send } = await scene({ now: () => NOW });
    const options = { endpoints: BASE, authApiBaseUrl: BASE, now: NOW };
    const { url, method, body, headers: own } = identity.taskRegistrationRequest(options);
    const path = new URL(url).pathname;
    const answer = await send(path, { method, headers: { ...own, ...headers }, body: change(body) });
    assert.equal(answer.status, status);
    assert.equal(await errorOf(answer), code);
    assert.equal(authority.tasks.size, 0);
    assert.equal(authority.events.at(-1).code, code);
    assert.equal((await send(path, { method, headers: own, body })).status, 200);
  });
}

test("white space and a charset are nobody's mistake", async () => {
  const { identity, send } = await scene({ now: () => NOW });
  const { url, body } = identity.taskRegistrationRequest({
    endpoints: BASE,
    authApiBaseUrl: BASE,
    now: NOW,
    externalTaskRef: 'a "\\" : b',
  });
  const spaced = JSON.stringify(JSON.parse(body), null, 2);
  const headers = { "content-type": "Application/JSON; charset=utf-8" };
  const answer = await send(new URL(url).pathname, { method: "POST", headers, body: spaced });
  assert.equal(answer.status, 200);
});

test("a registration is fresh for 300 seconds, before and after", async () => {
  let now = NOW;
  const { identity, send } = await scene({ now: () => now });
  const { url, ...init } = identity.taskRegistrationRequest({
    endpoints: BASE,
    authApiBaseUrl: BASE,
    now: NOW,
  });
  for (const [seconds, status, code] of [
    [300, 200],
    [301, 401, "timestamp_expired"],
    [-300, 200],
    [-301, 401, "timestamp_in_future"],
  ]) {
    now = NOW + seconds * 1000;
    const answer = await send(new URL(url).pathname, init);
    assert.equal(answer.status, status);
    if (code) assert.equal(await errorOf(answer), code);
  }
});

test("an agent that nobody knows registers no task, and neither does another key", async () => {
  const { send, key, identity } = await scene();
  for (const [other, status, code] of [
    [new AgentIdentity("agent-9", key), 404, "agent_not_found"],
    [new AgentIdentity(identity.agentRuntimeId, AgentKey.generate()), 401, "signature_invalid"],
  ]) {
    const { url, ...init } = other.taskRegistrationRequest({ endpoints: BASE, authApiBaseUrl: BASE });
    const answer = await send(new URL(url).pathname, init);
    assert.equal(answer.status, status);
    assert.equal(await errorOf(answer), code);
  }
});

const PUBLIC_KEY = AgentKey.generate().publicKey;
const registration = {
  abom: { agent_version: "1", agent_harness_id: "codex-cli", running_location: "exec-linux" },
  agent_public_key: PUBLIC_KEY.toSsh(),
  capabilities: ["responsesapi"],
  ttl: null,
};

const badAgentRegistrations = {
  "another order": [reversed, 400, "json_members_invalid"],
  "another order in the bill of materials": [
    (b) => ({ ...b, abom: reversed(b.abom) }),
    400,
    "json_members_invalid",
  ],
  "no bill of materials": [(b) => ({ ...b, abom: null }), 400, "json_not_object"],
  "an empty version": [(b) => ({ ...b, abom: { ...b.abom, agent_version: "" } }), 400, "json_member_invalid"],
  "a key with a comment": [
    (b) => ({ ...b, agent_public_key: PUBLIC_KEY.toSsh("me") }),
    400,
    "public_key_malformed",
  ],
  "a key in another form": [
    (b) => ({ ...b, agent_public_key: PUBLIC_KEY.toSpkiPem() }),
    400,
    "public_key_malformed",
  ],
  "a key of another algorithm": [
    (b) => ({ ...b, agent_public_key: "ssh-rsa AAAA" }),
    400,
    "public_key_wrong_algorithm",
  ],
  "capabilities that are a string": [
    (b) => ({ ...b, capabilities: "responsesapi" }),
    400,
    "json_member_invalid",
  ],
  "half a second to live": [(b) => ({ ...b, ttl: 0.5 }), 400, "json_member_invalid"],
  "no time to live": [({ ttl, ...b }) => b, 400, "json_members_invalid"],
  "no token": [(b) => b, 401, "access_token_missing", { Authorization: "" }],
  "a token of another scheme": [(b) => b, 401, "access_token_missing", { Authorization: "Basic eDp5" }],
  "two tokens": [(b) => b, 401, "access_token_missing", { Authorization: "Bearer a, Bearer b" }],
  "an unknown token": [(b) => b, 401, "access_token_unknown", { Authorization: "Bearer other" }],
  "another content type": [(b) => b, 415, "content_type_invalid", { "Content-Type": "text/json" }],
  "a FedRAMP header of another value": [(b) => b, 400, "fedramp_invalid", { "X-OpenAI-Fedramp": "false" }],
};

for (const [what, [change, status, code, headers]] of Object.entries(badAgentRegistrations)) {
  test(`an agent registration with ${what} is refused`, async () => {
    const authority = new TestAuthority({ accessTokens: ["token"] });
    const send = (body, more) =>
      authority.fetch(
        new Request(`${BASE}/v1/agent/register`, {
          method: "POST",
          headers: { Authorization: "Bearer token", ...json, ...more },
          body: JSON.stringify(body),
        }),
      );
    const answer = await send(change(registration), headers);
    assert.equal(answer.status, status);
    assert.equal(await errorOf(answer), code);
    assert.equal(authority.agents.size, 0);
    assert.equal((await send(registration)).status, 200);
    assert.equal((await send({ ...registration, ttl: 3600 })).status, 200);
    assert.equal(authority.agents.size, 2);
  });
}

test("an agent knows its account from the access token, and another account is refused", async () => {
  const claims = { "https://api.openai.com/auth": { chatgpt_account_id: "account-7" } };
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const { tasks, whoami, authority, identity } = await scene({
    accessToken: `${part({})}.${part(claims)}.x`,
  });
  assert.equal(authority.agents.get(identity.agentRuntimeId).accountId, "account-7");
  const all = tasks();
  assert.equal((await whoami(await all.headers("a", { accountId: "account-7" }))).status, 200);
  const other = await whoami(await all.headers("a", { accountId: "account-8" }));
  assert.equal(other.status, 403);
  assert.equal(await errorOf(other), "account_mismatch");
});

test("X-OpenAI-Fedramp belongs to FedRAMP accounts", async () => {
  for (const fedramp of [true, false]) {
    const { tasks, whoami } = await scene({ fedramp });
    const all = tasks();
    const answer = await whoami(await all.headers("a", { ...account, fedramp: true }));
    assert.equal(answer.status, fedramp ? 200 : 403);
    if (fedramp) assert.equal((await answer.json()).fedramp, true);
    const headers = { ...(await all.headers("a", account)), "X-OpenAI-Fedramp": "yes" };
    assert.equal((await whoami(headers)).status, 400);
  }
});

test("the backend refuses what a gateway refuses, with a challenge", async () => {
  let now = Date.now();
  const { authority, identity, tasks, whoami } = await scene({ now: () => now });
  const { taskId } = await tasks({ runtime: { now: () => now } }).background();
  const sign = (id, key) => new AgentIdentity(id, key).authorizationHeader(taskId, { now });
  const good = identity.authorizationHeader(taskId, { now });
  const refused = [
    [{}, "authorization_missing"],
    [{ Authorization: "Bearer x" }, "assertion_scheme_invalid"],
    [{ Authorization: `${good}, ${good}` }, "authorization_repeated"],
    [{ Authorization: sign("agent-9", AgentKey.generate()) }, "agent_unknown"],
    [{ Authorization: sign(identity.agentRuntimeId, AgentKey.generate()) }, "signature_invalid"],
    [{ Authorization: identity.authorizationHeader(taskId, { now: now - 301_000 }) }, "timestamp_expired"],
  ];
  for (const [headers, code] of refused) {
    const answer = await whoami(headers);
    assert.equal(answer.status, 401, code);
    assert.equal(authority.events.at(-1).code, code);
    assert.match(answer.headers.get("www-authenticate"), /^AgentAssertion/);
  }
  assert.equal((await whoami({ Authorization: good })).status, 200);
  now += 30_000;
  assert.equal((await whoami({ Authorization: good })).status, 200);
  now += 1;
  // A client that keeps its headers is found out.
  assert.equal((await whoami({ Authorization: good })).status, 401);
});

test("a forgotten task is answered with 401, and its reference gets a new one", async () => {
  const { authority, tasks, whoami } = await scene();
  const all = tasks();
  const old = await all.thread("thread-1");
  authority.forgetTask(old.taskId);
  const answer = await whoami(await all.headers("thread-1", account));
  assert.equal(answer.status, 401);
  assert.match(answer.headers.get("www-authenticate"), /^AgentAssertion/);
  const { error } = await answer.json();
  assert.equal(error.code, "task_not_found");
  assert.equal(typeof error.message, "string");
  assert.ok(!authority.tasks.has(old.taskId));
  all.forget(old);
  const renewed = await all.thread("thread-1");
  assert.notEqual(renewed.taskId, old.taskId);
  assert.equal((await whoami(await all.headers("thread-1", account))).status, 200);
  authority.forgetTask("task-9");
});

test("a task of another agent is not found", async () => {
  const { fetch, where, tasks, whoami } = await scene();
  const { taskId } = await tasks().background();
  const { identity: other } = await registerAgent({ accessToken: "token", billOfMaterials, fetch, ...where });
  const answer = await whoami({ Authorization: other.authorizationHeader(taskId) });
  assert.equal(await errorOf(answer), "task_not_found");
});

test("a task lives as long as it is told", async () => {
  let now = NOW;
  const { tasks, whoami, authority } = await scene({ tasksLiveMs: 60_000, now: () => now });
  const all = tasks({ runtime: { now: () => now } });
  const old = await all.thread("thread-1");
  now += 59_999;
  assert.equal((await whoami(await all.headers("thread-1", account))).status, 200);
  now += 1;
  const answer = await whoami(await all.headers("thread-1", account));
  assert.equal(answer.status, 401);
  assert.equal(await errorOf(answer), "task_expired");
  all.forget(old);
  assert.notEqual((await all.thread("thread-1")).taskId, old.taskId);
  assert.equal((await whoami(await all.headers("thread-1", account))).status, 200);
  assert.equal(authority.events.at(-1).externalTaskRef, "thread-1");
});

test("a revoked agent is answered with 403, whatever it asks for", async () => {
  const { authority, identity, tasks, whoami } = await scene();
  const all = tasks();
  await all.thread("thread-1");
  authority.revokeAgent(identity.agentRuntimeId);
  const answer = await whoami(await all.headers("thread-1", account));
  assert.equal(answer.status, 403);
  assert.equal(await errorOf(answer), "agent_revoked");
  const error = await rejects("response_status", all.thread("thread-2"));
  assert.equal(error.status, 403);
  assert.ok(!authority.agents.has(identity.agentRuntimeId));
  // Only the holder of the key learns that the agent was revoked.
  const forged = new AgentIdentity(identity.agentRuntimeId, AgentKey.generate());
  assert.equal((await whoami({ Authorization: forged.authorizationHeader("task-1") })).status, 401);
  authority.revokeAgent("agent-9");
});

test("a model's answer is streamed in pieces", async () => {
  const { send, tasks } = await scene();
  const headers = { ...(await tasks().headers("a", account)), ...json };
  const answer = await send("/v1/responses", { method: "POST", headers, body: '{"stream":true}' });
  assert.equal(answer.headers.get("content-type"), "text/event-stream");
  const chunks = [];
  const decoder = new TextDecoder();
  for await (const chunk of answer.body) chunks.push(decoder.decode(chunk));
  const events = chunks.map((chunk) => JSON.parse(/^event: \S+\ndata: (.*)\n\n$/.exec(chunk)[1]));
  assert.deepEqual(
    [...new Set(events.map(({ type }) => type))],
    [
      "response.created",
      "response.output_item.added",
      "response.output_text.delta",
      "response.output_item.done",
      "response.completed",
    ],
  );
  const text = events.map(({ delta = "" }) => delta).join("");
  const { output, usage } = events.at(-1).response;
  assert.equal(output[0].content[0].text, text);
  assert.equal(usage.total_tokens, usage.input_tokens + usage.output_tokens);
});

test("a JWT is an identity that is registered, and the JWKS verifies it", async () => {
  const { authority, send, whoami, fetch, where } = await scene();
  assert.deepEqual(authority.jwks, { keys: [] });
  const jwt = await authority.issueJwt({ accountId: "account-3", planType: "enterprise", fedramp: true });
  const jwks = await (await send("/backend-api/wham/agent-identities/jwks")).json();
  assert.deepEqual(jwks, authority.jwks);
  assert.ok(!JSON.stringify(jwks).includes('"d"'));
  const claims = await verifyAgentIdentityJwt(jwt, jwks);
  assert.equal(claims.accountId, "account-3");
  assert.equal(claims.planType, "enterprise");
  assert.equal(claims.fedramp, true);
  assert.equal(claims.exp - claims.iat, 3_600);
  const identity = new AgentIdentity(claims.agentRuntimeId, AgentKey.fromPkcs8(claims.agentPrivateKey));
  const tasks = new AgentTasks(identity, { fetch, ...where });
  const answer = await whoami(
    await tasks.headers("a", { accountId: claims.accountId, fedramp: claims.fedramp }),
  );
  assert.equal((await answer.json()).account_id, "account-3");
});

test("the claims of a JWT are what was asked for", async () => {
  const authority = new TestAuthority({ now: () => NOW });
  const key = AgentKey.generate();
  const asked = {
    iss: "https://issuer.example",
    aud: "another",
    iat: 5,
    agentRuntimeId: "agent-5",
    agentPrivateKey: key.exportPkcs8(),
    accountId: "account-5",
    chatgptUserId: "user-5",
    email: undefined,
    planType: "education",
    fedramp: true,
  };
  const claims = decodeUnverifiedAgentIdentityJwt(
    await authority.issueJwt({ ...asked, expiresInSeconds: -90 }),
  );
  assert.equal(claims.exp, NOW / 1000 - 90);
  for (const name of ["iss", "aud", "iat", "agentRuntimeId", "accountId", "chatgptUserId", "fedramp"]) {
    assert.equal(claims[name], asked[name]);
  }
  assert.ok(!("email" in claims) || claims.email === undefined);
  assert.ok(authority.agents.get("agent-5").publicKey.equals(key.publicKey));
  const made = {
    accountId: undefined,
    agentRuntimeId: undefined,
    agentPrivateKey: undefined,
    iat: undefined,
  };
  assert.equal(decodeUnverifiedAgentIdentityJwt(await authority.issueJwt(made)).accountId, "account-1");
  const again = decodeUnverifiedAgentIdentityJwt(await authority.issueJwt({ exp: 7 }));
  assert.equal(again.exp, 7);
  assert.notEqual(again.agentRuntimeId, "agent-5");
  await rejects("agent_runtime_id_invalid", authority.issueJwt({ agentRuntimeId: "a:b" }));
  await rejects("private_key_unrecognized", authority.issueJwt({ agentPrivateKey: "x" }));
  await rejects("wrong_type", authority.issueJwt(null));
  await rejects("wrong_type", authority.issueJwt({ expiresInSeconds: "5" }));
  await rejects("number_out_of_range", authority.issueJwt({ expiresInSeconds: 0.5 }));
  assert.equal(authority.agents.size, 3);
});

test("concurrent first requests make one key", async () => {
  const authority = new TestAuthority();
  const jwts = await Promise.all([authority.issueJwt(), authority.issueJwt(), authority.issueJwt()]);
  assert.equal(authority.jwks.keys.length, 1);
  for (const jwt of jwts) await verifyAgentIdentityJwt(jwt, authority.jwks);
});

test("failures are planned for a route, one after the other", async () => {
  const { authority, send } = await scene();
  authority.fail("jwks", { status: 429, retryAfter: 7 }, 2);
  authority.fail("jwks", { status: 503 });
  authority.fail("jwks", "reset");
  authority.fail("jwks", { status: 204 });
  const seen = [];
  for (let count = 0; count < 6; count++) {
    const answer = await send("/agent-identities/jwks").catch((error) => error);
    seen.push(
      answer instanceof Error ? answer.cause.code : [answer.status, answer.headers.get("retry-after")],
    );
  }
  assert.deepEqual(seen, [[429, "7"], [429, "7"], [503, null], "ECONNRESET", [204, null], [200, null]]);
  assert.deepEqual(
    authority.events.slice(-6).map(({ route, status, code }) => [route, status, code]),
    [
      ["jwks", 429, "test_failure"],
      ["jwks", 429, "test_failure"],
      ["jwks", 503, "test_failure"],
      ["jwks", 0, "reset"],
      ["jwks", 204, "test_failure"],
      ["jwks", 200, undefined],
    ],
  );
  authority.fail("task", { status: 500 }, Number.POSITIVE_INFINITY);
  for (let count = 0; count < 3; count++) {
    assert.equal((await send("/v1/agent/x/task/register", { method: "POST" })).status, 500);
  }
});

test("every route can fail in every way, and works again afterwards", async () => {
  for (const route of ["agent", "task", "responses", "jwks"]) {
    for (const how of [{ status: 500 }, "reset", "cut", "hang"]) {
      const { authority, fetch, tasks, where, send } = await scene();
      const signed = await tasks().headers("a", account);
      const call = {
        agent: (signal) => registerAgent({ accessToken: "x", billOfMaterials, fetch, signal, ...where }),
        task: (signal) => tasks().thread("b", { signal }),
        responses: async (signal) => {
          const answer = await send("/v1/responses", { method: "POST", headers: signed, signal });
          if (!answer.ok) throw new Error("status");
          return answer.text();
        },
        jwks: async (signal) => {
          const answer = await send("/agent-identities/jwks", { signal });
          if (!answer.ok) throw new Error("status");
          return answer.text();
        },
      }[route];
      authority.fail(route, how);
      const abort = new AbortController();
      const failing = assert.rejects(call(abort.signal));
      if (how === "hang") {
        await quiet();
        assert.equal(authority.events.at(-1).code, "hang");
        abort.abort();
      }
      await failing;
      await call();
    }
  }
});

test("an answer that is cut was meant: what it says was done", async () => {
  const { authority, tasks } = await scene();
  authority.fail("task", "cut");
  await rejects("request_failed", tasks().thread("thread-1"));
  const [[taskId, { externalTaskRef }]] = authority.tasks;
  assert.equal(externalTaskRef, "thread-1");
  assert.equal((await tasks().thread("thread-1")).taskId, taskId);
  assert.deepEqual(
    authority.events.slice(-2).map(({ status, code }) => [status, code]),
    [
      [200, "cut"],
      [200, undefined],
    ],
  );
});

test("what is wrong with fail, the options and the port is refused", async () => {
  const authority = new TestAuthority();
  for (const given of [
    ["whoami", "reset"],
    ["", "reset"],
    [undefined, "reset"],
    ["task", "explode"],
    ["task", null],
    ["task", undefined],
    ["task", 500],
    ["task", {}],
    ["task", { status: "500" }],
    ["task", { status: 500, retryAfter: "7" }],
    ["task", "reset", "2"],
  ]) {
    refuses("wrong_type", () => authority.fail(...given));
  }
  for (const given of [
    ["task", { status: 99 }],
    ["task", { status: 600 }],
    ["task", { status: 500.5 }],
    ["task", { status: 500, retryAfter: -1 }],
    ["task", "reset", 0],
    ["task", "reset", 1.5],
  ]) {
    refuses("number_out_of_range", () => authority.fail(...given));
  }
  for (const options of [
    null,
    5,
    { accessTokens: "some" },
    { accessTokens: [5] },
    { sealTaskIds: "always" },
    { sealTaskIds: null },
    { now: 5 },
    { newId: "x" },
    { log: true },
    { tasksLiveMs: "5" },
  ]) {
    refuses("wrong_type", () => new TestAuthority(options));
  }
  for (const tasksLiveMs of [0, -1, 1.5, Number.NaN]) {
    refuses("number_out_of_range", () => new TestAuthority({ tasksLiveMs }));
  }
  for (const value of [undefined, null, 5, {}, `${BASE}/whoami`])
    await rejects("wrong_type", authority.fetch(value));
  for (const value of [undefined, null, 5, {}]) {
    refuses("wrong_type", () => authority.forgetTask(value));
    refuses("wrong_type", () => authority.revokeAgent(value));
  }
  for (const value of [undefined, {}]) {
    await rejects("wrong_type", listen(value));
  }
  await rejects("wrong_type", listen(authority, null));
  await rejects("wrong_type", listen(authority, { port: "80" }));
  for (const port of [-1, 65_536, 1.5]) await rejects("number_out_of_range", listen(authority, { port }));
});

test("events and the log say what happened, without secrets", async () => {
  const logged = [];
  const token = "secret-token-0123456789";
  const { authority, identity, key, tasks, whoami, send } = await scene({
    accessToken: token,
    log: (event) => {
      logged.push(event);
      throw new Error("mine");
    },
  });
  const all = tasks();
  const { taskId } = await all.thread("thread-1");
  const headers = await all.headers("thread-1", account);
  await whoami(headers);
  const pkcs8 = key.exportPkcs8();
  await all.thread(pkcs8);
  await send(`/v1/agent/${encodeURIComponent(pkcs8)}/task/register`, {
    method: "POST",
    headers: json,
    body: "{}",
  });
  await send(`/whoami?token=${token}`);
  assert.deepEqual(logged, authority.events);
  assert.deepEqual(
    logged.map(({ method, route, status }) => [method, route, status]),
    [
      ["POST", "agent", 200],
      ["POST", "task", 200],
      ["GET", "whoami", 200],
      ["POST", "task", 200],
      ["POST", "task", 404],
      ["GET", "whoami", 401],
    ],
  );
  const { agentRuntimeId } = identity;
  const { at, ...whoamiEvent } = logged[2];
  assert.equal(typeof at, "number");
  assert.deepEqual(whoamiEvent, {
    method: "GET",
    path: "/whoami",
    route: "whoami",
    status: 200,
    agentRuntimeId,
    taskId,
    externalTaskRef: "thread-1",
  });
  const text = JSON.stringify(logged);
  for (const secret of [
    token,
    pkcs8,
    pkcs8.slice(22),
    encodeURIComponent(pkcs8).slice(22),
    headers.Authorization,
  ]) {
    assert.ok(!text.includes(secret), secret);
  }
  assert.throws(() => {
    authority.events[0].status = 5;
  }, TypeError);
});

test("the last ten thousand events are kept", async () => {
  const authority = new TestAuthority();
  for (let count = 0; count < 20_500; count++) {
    await authority.fetch(new Request(`${BASE}/${count}`));
    if (count === 9_999) assert.equal(authority.events[0].path, "/0");
  }
  assert.equal(authority.events.length, 10_000);
  assert.equal(authority.events[0].path, "/10500");
  assert.equal(authority.events.at(-1).path, "/20499");
});

test("a clock that is none makes the authority fail, and not the test", async () => {
  let now = NOW;
  const { identity, send, tasks, authority } = await scene({ now: () => now });
  await tasks({ runtime: { now: () => NOW } }).background();
  now = Number.NaN;
  const { url, ...init } = identity.taskRegistrationRequest({ endpoints: BASE, authApiBaseUrl: BASE });
  const answer = await send(new URL(url).pathname, init);
  assert.equal(answer.status, 500);
  assert.equal(await errorOf(answer), "authority_failed");
  assert.ok(authority.events.length > 0);
});

test("every answer says that it is for tests only", async () => {
  const { send, tasks } = await scene();
  const headers = await tasks().headers(undefined, account);
  const answers = [
    await send("/nowhere"),
    await send("/whoami", { headers }),
    await send("/agent-identities/jwks"),
  ];
  for (const answer of answers) {
    assert.match(answer.headers.get("server"), /for tests only/);
    assert.equal(answer.headers.get("cache-control"), "no-store");
  }
});

// ---- over HTTP

async function serving(context, authority = new TestAuthority()) {
  const server = await listen(authority);
  context.after(() => server.close());
  const where = { endpoints: server.url, authApiBaseUrl: server.url };
  return { authority, server, where };
}

test("over HTTP it is the same", async (context) => {
  const { authority, server, where } = await serving(context);
  assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  const { identity } = await registerAgent({ accessToken: "token", billOfMaterials, ...where });
  const tasks = new AgentTasks(identity, where);
  const signedFetch = agentFetch(tasks, account);
  const who = await (await signedFetch(`${server.url}/whoami`, { thread: "thread-1" })).json();
  assert.equal(who.external_task_ref, "thread-1");
  authority.forgetTask(who.task_id);
  const body = JSON.stringify({ input: "x".repeat(200_000) });
  const answer = await signedFetch(`${server.url}/v1/responses`, {
    thread: "thread-1",
    method: "POST",
    body,
  });
  assert.match(await answer.text(), /response\.completed/);
  assert.deepEqual(
    authority.events.map(({ route, status }) => [route, status]),
    [
      ["agent", 200],
      ["task", 200],
      ["whoami", 200],
      ["responses", 401],
      ["task", 200],
      ["responses", 200],
    ],
  );
});

test("thirty callers over HTTP notice that their task is gone: one new registration", async (context) => {
  const { authority, server, where } = await serving(context);
  const { identity } = await registerAgent({ accessToken: "token", billOfMaterials, ...where });
  const signedFetch = agentFetch(new AgentTasks(identity, where), account);
  const call = async () => (await signedFetch(`${server.url}/whoami`, { thread: "thread-1" })).json();
  const { task_id } = await call();
  authority.forgetTask(task_id);
  const answers = await Promise.all(Array.from({ length: 30 }, call));
  assert.equal(new Set(answers.map((answer) => answer.task_id)).size, 1);
  assert.notEqual(answers[0].task_id, task_id);
  assert.equal(authority.events.filter(({ route }) => route === "task").length, 2);
});

test("the environment is what the released client reads, and fits the endpoints", async (context) => {
  const { server } = await serving(context);
  assert.deepEqual(server.environment, {
    CODEX_AGENT_IDENTITY_AUTHAPI_BASE_URL: server.url,
    CODEX_AGENT_IDENTITY_JWKS_BASE_URL: `${server.url}/backend-api`,
    CODEX_AUTHAPI_BASE_URL: server.url,
  });
  const { jwksUrl } = endpoints(server.environment.CODEX_AGENT_IDENTITY_JWKS_BASE_URL, {
    authApiBaseUrl: server.url,
  });
  assert.equal((await fetch(jwksUrl)).status, 200);
});

test("it listens on 127.0.0.1 and no other address", async (context) => {
  const { server } = await serving(context);
  const port = Number(new URL(server.url).port);
  const others = Object.values(networkInterfaces())
    .flat()
    .filter(({ address }) => address !== "127.0.0.1")
    .map(({ address, scopeid, family }) => (family === "IPv6" && scopeid ? undefined : address));
  for (const host of ["::1", "127.0.0.2", ...others.filter(Boolean)]) {
    const socket = connect({ host, port });
    const [outcome] = await Promise.race([once(socket, "connect"), once(socket, "error")]).catch((e) => [e]);
    socket.destroy();
    assert.ok(outcome instanceof Error, host);
  }
  const [outcome] = await once(connect({ host: "127.0.0.1", port }), "connect");
  assert.equal(outcome, undefined);
});

test("the port can be chosen, and a port that is taken is an error", async (context) => {
  const { server } = await serving(context);
  const port = Number(new URL(server.url).port);
  await assert.rejects(listen(new TestAuthority(), { port }), { code: "EADDRINUSE" });
  await server.close();
  const again = await listen(new TestAuthority(), { port });
  assert.equal(again.url, server.url);
  await again.close();
});

test("failures over HTTP: reset, cut, hang, status", async (context) => {
  const { authority, server } = await serving(context);
  const url = `${server.url}/agent-identities/jwks`;
  authority.fail("jwks", "reset");
  await assert.rejects(fetch(url), TypeError);
  authority.fail("jwks", "cut");
  const cut = await fetch(url);
  assert.equal(cut.status, 200);
  await assert.rejects(cut.text(), TypeError);
  authority.fail("jwks", { status: 429, retryAfter: 3 });
  assert.equal((await fetch(url)).headers.get("retry-after"), "3");
  authority.fail("jwks", "hang", 2);
  const abort = new AbortController();
  const aborted = assert.rejects(fetch(url, { signal: abort.signal }), { name: "AbortError" });
  const hanging = assert.rejects(fetch(url), TypeError);
  while (authority.events.filter(({ code }) => code === "hang").length < 2) await quiet();
  abort.abort();
  await aborted;
  assert.equal((await fetch(url)).status, 200);
  await server.close();
  await hanging;
  await server.close();
});

test("several Authorization headers are noticed, and an upgrade is answered with 404", async (context) => {
  const { server } = await serving(context);
  const { hostname, port } = new URL(server.url);
  const ask = async (lines) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write(`${lines.join("\r\n")}\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`);
    let text = "";
    for await (const chunk of socket) text += chunk;
    return text;
  };
  const twice = await ask([
    "GET /whoami HTTP/1.1",
    "Authorization: AgentAssertion a",
    "Authorization: AgentAssertion b",
  ]);
  assert.match(twice, /^HTTP\/1\.1 401/);
  const upgrade = await ask([
    "GET /v1/responses HTTP/1.1",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
  ]);
  assert.match(upgrade, /^HTTP\/1\.1 404/);
  assert.match(await ask(["GET http:// HTTP/1.1"]), /^(?:|HTTP\/1\.1 4)/);
});

test("a closed authority leaves nothing behind", async () => {
  const servers = () => process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap").length;
  const before = servers();
  const server = await listen(new TestAuthority());
  assert.equal(servers(), before + 1);
  await (await fetch(`${server.url}/agent-identities/jwks`)).text();
  await server.close();
  await server.close();
  assert.equal(servers(), before);
});

/** Sends a request as these lines, and `body` after them. Returns the first line of the answer. */
async function statusLine(url, lines, body = "") {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n${body}`);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
    if (text.includes("\r\n\r\n")) socket.destroy();
  });
  await once(socket, "close");
  return text.split("\r\n")[0];
}

test("a Host that is not this machine's is refused: no web page can give itself the authority's address", async (context) => {
  const { authority, server } = await serving(context);
  const { port } = new URL(server.url);
  const ask = (...hosts) =>
    statusLine(server.url, ["GET /agent-identities/jwks HTTP/1.1", ...hosts.map((host) => `Host: ${host}`)]);
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
    assert.match(await ask(host), / 200 /, host);
  }
  const seen = authority.events.length;
  for (const host of [
    ...["evil.example", `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, `localhost.:${port}`],
    ...["127.0.0.1", "localhost", "127.0.0.1:1", `127.0.0.1:0${port}`, `0.0.0.0:${port}`, `::1:${port}`, ""],
    ...[`user@127.0.0.1:${port}`, `127.0.0.1:${port}/x`, `127.0.0.1:${port}, evil.example`, `127.1:${port}`],
  ]) {
    assert.match(await ask(host), / 421 /, host);
  }
  assert.match(await ask(`127.0.0.1:${port}`, "evil.example"), / 4(?:00|21) /);
  assert.match(await statusLine(server.url, ["GET /agent-identities/jwks HTTP/1.0"]), / 421 /);
  assert.equal(authority.events.length, seen, "the authority sees none of them");
});

const MEBIBYTE = 1_048_576;

test("no more than 64 KiB of a body is kept: a longer one is refused before its end", async (context) => {
  const { authority, server } = await serving(context);
  const { host } = new URL(server.url);
  const ask = (path, type, ...more) =>
    statusLine(
      server.url,
      [`POST ${path} HTTP/1.1`, `Host: ${host}`, `Content-Type: ${type}`, ...more],
      "x".repeat(100_000),
    );
  // The rest of these bodies never comes.
  const declared = `Content-Length: ${60 * MEBIBYTE}`;
  const token = "Authorization: Bearer token";
  assert.match(await ask("/v1/agent/register", "application/json", token, declared), / 413 /);
  assert.match(await ask("/v1/agent/register", "text/plain", token, declared), / 415 /);
  assert.match(await ask("/whoami", "application/json", declared), / 404 /);
  const chunked = (path) =>
    statusLine(
      server.url,
      [
        `POST ${path} HTTP/1.1`,
        ...[`Host: ${host}`, token, "Content-Type: application/json", "Transfer-Encoding: chunked"],
      ],
      `${(100_000).toString(16)}\r\n${"x".repeat(100_000)}\r\n`,
    );
  assert.match(await chunked("/v1/agent/register"), / 413 /);
  assert.deepEqual(
    authority.events.map(({ code }) => code),
    ["body_too_large", "content_type_invalid", "not_found", "body_too_large"],
  );
});

test("what a model is asked may be long: it is read to its end, and nothing of it is kept", async (context) => {
  const { server, where } = await serving(context);
  const { identity } = await registerAgent({ accessToken: "token", billOfMaterials, ...where });
  const signedFetch = agentFetch(new AgentTasks(identity, where), account);
  const body = "x".repeat(8 * MEBIBYTE);
  const answer = await signedFetch(`${server.url}/v1/responses`, { method: "POST", body });
  assert.match(await answer.text(), /response\.completed/);
});

test("a polluted Object.prototype does not change where it listens, nor whom it answers", async () => {
  const values = {
    handle: { port: 0, host: "0.0.0.0" },
    _handle: {},
    ...{ fd: 0, host: "0.0.0.0", port: 5, path: "nowhere.socket", signal: "x", pauseOnConnect: true },
    ...{ allowHalfOpen: false, highWaterMark: "x", requestTimeout: "x", connectionsCheckingInterval: "x" },
    ...{ IncomingMessage: "x", ServerResponse: "x", insecureHTTPParser: "x", noDelay: "x", exclusive: true },
    ...{ backlog: "x", ipv6Only: true, reusePort: true, statusText: "x", status: 299, return: "x", get: "x" },
    ...{
      keepAliveInitialDelay: "x",
      uniqueHeaders: "x",
      blockList: "x",
      maxHeaderSize: 1,
      readableAll: true,
    },
  };
  for (const [name, value] of Object.entries(values)) {
    const server = await polluted(name, value, () => listen(new TestAuthority()));
    try {
      assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/, name);
      const { host } = new URL(server.url);
      const lines = ["GET /agent-identities/jwks HTTP/1.1", `Host: ${host}`];
      assert.equal(await statusLine(server.url, lines), "HTTP/1.1 200 OK", name);
    } finally {
      await server.close();
    }
  }
});

test("a server that listens elsewhere than it was told to is closed", async (context) => {
  const { listen: listenThere } = Server.prototype;
  const servers = [];
  context.mock.method(Server.prototype, "listen", function (...args) {
    servers.push(this);
    return Reflect.apply(listenThere, this, [0, "127.0.0.2", args.at(-1)]);
  });
  await rejects("wrong_type", listen(new TestAuthority()));
  assert.deepEqual(
    servers.map(({ listening }) => listening),
    [false],
  );
});
