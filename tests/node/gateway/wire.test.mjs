import assert from "node:assert/strict";
import { test } from "node:test";
import { isAgentIdentityError } from "agent-identity-wasm";
import { ReplayGuard, refusalResponse } from "agent-identity-wasm/gateway";
import { Agent, gateway, tells } from "./support/gateway.mjs";

const printable = /^[\x20-\x7e]*$/;

/** Collects everything that a client sees of a refusal. */
async function seen(refused) {
  const response = refusalResponse(refused);
  return {
    status: refused.status,
    message: refused.publicMessage,
    headers: refused.headers,
    sent: [...response.headers],
    body: await response.text(),
  };
}

test("an unknown agent, a wrong key and an unexpected id look alike to the client", async () => {
  const { clock, agent, verifier } = gateway();
  const refused = [
    await tells("401 agent_unknown", verifier.verify(new Agent("agent-2", clock).header())),
    await tells("401 signature_invalid", verifier.verify(new Agent("agent-1", clock).header())),
    await tells("401 task_id_unexpected", verifier.verify(agent.header(), { taskId: "task-secret" })),
    await tells("401 agent_runtime_id_unexpected", verifier.verify(agent.header(), { agentRuntimeId: "b" })),
  ];
  const [first, ...others] = await Promise.all(refused.map(seen));
  for (const other of others) assert.deepEqual(other, first);
  assert.ok(!JSON.stringify(first).includes("task-secret"));
});

test("a challenge has an error and a description, unless the header is missing", async () => {
  const { verifier } = gateway({ realm: "agents" });
  const missing = await verifier.verify(null);
  assert.deepEqual(missing.headers, {
    "Cache-Control": "no-store",
    "WWW-Authenticate": 'AgentAssertion realm="agents"',
  });
  const malformed = await verifier.verify("Bearer x");
  assert.equal(
    malformed.headers["WWW-Authenticate"],
    'AgentAssertion realm="agents", error="invalid_token", error_description="The Authorization header does not start with AgentAssertion and a space."',
  );
  assert.equal((await gateway().verifier.verify(null)).headers["WWW-Authenticate"], "AgentAssertion");
});

for (const [realm, written] of [
  ["", ""],
  ['a "quoted" \\ realm', 'a \\"quoted\\" \\\\ realm'],
  ["Zürich", "Z%C3%BCrich"],
  ["a\r\nSet-Cookie: x=1", "a%0D%0ASet-Cookie: x=1"],
  ["\0\x7f\t", "%00%7F%09"],
  ["🔑", "%F0%9F%94%91"],
  ["\ud800", "%EF%BF%BD"],
  ["x".repeat(256), "x".repeat(256)],
]) {
  test(`a challenge is a valid header with the realm ${JSON.stringify(realm)}`, async () => {
    const { verifier } = gateway({ realm });
    const { headers } = await verifier.verify(null);
    assert.equal(new Headers(headers).get("www-authenticate"), `AgentAssertion realm="${written}"`);
    assert.match(headers["WWW-Authenticate"], printable);
  });
}

test("503 says when to try again, and 500 challenges nobody", async () => {
  const failing = gateway({ keysOf: () => Promise.reject(new Error("the database is down")) });
  const unavailable = await failing.verifier.verify(failing.agent.header());
  assert.deepEqual(unavailable.headers, { "Cache-Control": "no-store", "Retry-After": "1" });
  assert.equal(unavailable.error.cause.message, "the database is down");
  const mistaken = await failing.verifier.verify(null, { taskId: undefined });
  assert.deepEqual(mistaken.headers, { "Cache-Control": "no-store" });
  for (const [refused, title, detail] of [
    [unavailable, "Service Unavailable", "The request cannot be verified at the moment. Try again."],
    [mistaken, "Internal Server Error", "The request cannot be verified because of an error of the server."],
  ]) {
    const { status } = refused;
    assert.deepEqual(await refusalResponse(refused).json(), { type: "about:blank", title, status, detail });
    assert.equal(refusalResponse(refused).statusText, "");
    const { body } = await seen(refused);
    assert.ok(!body.includes("database") && !body.includes("taskId"));
  }
});

test("every public message is printable ASCII without quotes, and repeats nothing of the header", async () => {
  const { clock, agent, verifier } = gateway({ replays: new ReplayGuard() });
  const header = agent.header();
  await verifier.verify(header);
  clock.pass(2001);
  const forms = ["{", "[]", "{}x", '{"a":1,"a":2}', "{}", '{"agent_runtime_id":5}'];
  const tokens = forms.map((json) => Buffer.from(json).toString("base64url"));
  const texts = [
    "",
    "Bearer é",
    "AgentAssertion *",
    "AgentAssertion /w",
    ...tokens.map((t) => `AgentAssertion ${t}`),
  ];
  const strangers = [new Agent("agent-é", clock).header("task-é"), header, agent.header("t", 0)];
  const codes = new Set();
  for (const value of [null, ...texts, ...strangers]) {
    const refused = await verifier.verify(value);
    assert.equal(refused.status, 401);
    codes.add(refused.code);
    assert.match(refused.publicMessage, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    assert.match(refused.headers["WWW-Authenticate"], printable);
    new Headers(refused.headers);
  }
  assert.ok(codes.size > 10, [...codes].join());
});

test("a refusal becomes a problem document", async () => {
  const { verifier } = gateway();
  const response = refusalResponse(await verifier.verify(null));
  assert.equal(response.status, 401);
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.deepEqual(await response.json(), {
    type: "about:blank",
    title: "Unauthorized",
    status: 401,
    detail: "The request needs an Authorization header with the scheme AgentAssertion.",
  });
});

test("only a refusal becomes an answer", async () => {
  const { agent, verifier } = gateway();
  for (const value of [
    undefined,
    null,
    {},
    "x",
    { ok: false, status: 200 },
    { ok: true, status: 401 },
    Object.assign(() => {}, { ok: false, status: 401 }),
    await verifier.verify(agent.header()),
  ]) {
    assert.throws(
      () => refusalResponse(value),
      (error) =>
        isAgentIdentityError(error, "wrong_type") &&
        error.message === "refusalResponse takes the refusal that a verifier returned",
    );
  }
});
