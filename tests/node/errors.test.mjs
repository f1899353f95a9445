import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AgentIdentity,
  AgentIdentityError,
  AgentKey,
  AgentTasks,
  isAgentIdentityError,
  registerAgent,
  verifyAssertions,
} from "agent-identity-wasm";
import { rejects } from "./support/verdicts.mjs";

const identity = new AgentIdentity("agent-1", AgentKey.generate());
const accessToken = "SECRETTOKEN/abcdef";
const billOfMaterials = { agentVersion: "1", agentHarnessId: "codex-cli", runningLocation: "cli-linux" };

const answering = (status, body, headers = {}) => ({
  fetch: async () => new Response(body, { status, headers }),
  retries: 0,
});
const failing = () => {
  throw new Error("a cause with a secret of its own");
};

/** Errors of each kind, as a caller gets them. */
async function errorsOfEachKind() {
  const tasks = (options) => new AgentTasks(identity, options).background();
  const signal = AbortSignal.abort("a reason");
  return {
    core: new AgentIdentityError("freed", "it was freed"),
    verdict: verifyAssertions(["rubbish"], identity.publicKey)[0].error,
    status: await rejects("response_status", tasks(answering(404, "not here", { "retry-after": "7" }))),
    unavailable: await rejects("response_status", tasks(answering(503, "later"))),
    failed: await rejects("request_failed", tasks({ fetch: failing, retries: 0 })),
    aborted: await rejects("request_aborted", new AgentTasks(identity).background({ signal })),
    withKey: await rejects(
      "response_status",
      registerAgent({ accessToken, billOfMaterials, ...answering(500, `no: ${accessToken}`) }),
    ),
  };
}

const errors = await errorsOfEachKind();

test("the plain form has the code and the details, and nothing that is undefined", () => {
  const { core, status, unavailable, failed } = errors;
  const name = "AgentIdentityError";
  assert.deepEqual(core.toJSON(), { name, code: "freed", message: "it was freed" });
  assert.deepEqual(status.toJSON(), {
    ...{ name, code: "response_status", message: status.message },
    ...{ status: 404, body: "not here", retryAfterMs: 7000 },
  });
  assert.deepEqual(unavailable.toJSON(), {
    ...{ name, code: "response_status", message: unavailable.message, status: 503, body: "later" },
  });
  assert.deepEqual(failed.toJSON(), { name, code: "request_failed", message: failed.message });
});

test("the plain form says how often a request was tried", async () => {
  // Pauses end at once; the time-out never comes.
  const timeoutMs = 60_000;
  const runtime = { sleep: async (ms) => (ms === timeoutMs ? new Promise(() => {}) : undefined) };
  const options = { ...answering(503, ""), retries: 1, timeoutMs, runtime };
  const error = await rejects("response_status", new AgentTasks(identity, options).background());
  assert.equal(error.toJSON().attempts, 2);
});

test("a structured clone and the JSON of the plain form keep the code", () => {
  for (const [kind, error] of Object.entries(errors)) {
    const { code, message } = error;
    for (const copy of [
      structuredClone(error.toJSON()),
      JSON.parse(JSON.stringify(error)),
      JSON.parse(JSON.stringify({ error })).error,
    ]) {
      assert.deepEqual(copy, error.toJSON(), kind);
      assert.equal(copy.code, code, kind);
      assert.equal(copy.message, message, kind);
      assert.ok(isAgentIdentityError(copy, code), kind);
    }
  }
});

test("the plain form has no key, no cause, no stack and no secret", () => {
  assert.ok(errors.withKey.key instanceof AgentKey);
  assert.ok(errors.failed.cause instanceof Error);
  for (const [kind, error] of Object.entries(errors)) {
    const allowed = ["name", "code", "message", "status", "body", "retryAfterMs", "attempts"];
    assert.deepEqual(
      Object.keys(error.toJSON()).filter((name) => !allowed.includes(name)),
      [],
      kind,
    );
    assert.ok(!JSON.stringify(error).includes(accessToken), kind);
  }
});

test("a polluted prototype adds nothing to the plain form", () => {
  Object.prototype.status = 200;
  try {
    assert.ok(!Object.hasOwn(errors.core.toJSON(), "status"));
  } finally {
    delete Object.prototype.status;
  }
});
