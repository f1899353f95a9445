import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentIdentity, AgentKey, AgentTasks, parseAssertion, registerAgent } from "agent-identity-wasm";
import { listen } from "agent-identity-wasm/authority";
import { RecordingAuthority } from "../support/recording-authority.mjs";
import { serve } from "./support/local-server.mjs";
import { recordings } from "./support/vectors.mjs";
import { rejects } from "./support/verdicts.mjs";

const ofTheProtocol = ["authorization", "content-type", "chatgpt-account-id", "x-openai-fedramp"];

/** Returns the parts of a request that the protocol defines. */
const essence = ({ method, path, headers, body = "" }) => ({
  method,
  path,
  headers: Object.fromEntries(
    ofTheProtocol.filter((name) => name in headers).map((name) => [name, headers[name]]),
  ),
  body,
});

/** An authority that hands out the ids of a recording, at the time of the recording. */
async function recordedAuthority(context, recording) {
  const registration = recording.requests.find(({ path }) => path.endsWith("/task/register"));
  const now = () => Date.parse(JSON.parse(registration.body).timestamp);
  const newId = (kind) => (kind === "agent" ? recording.agentRuntimeId : recording.authority.task_id);
  const authority = new RecordingAuthority({ newId, now, sealTaskIds: recording.mode === "jwt" });
  if (recording.mode === "jwt") {
    const { agentRuntimeId, privateKey: agentPrivateKey } = recording;
    await authority.issueJwt({ agentRuntimeId, agentPrivateKey });
  }
  const { url: base, close } = await listen(authority);
  context.after(close);
  return {
    authority,
    registration,
    base,
    runtime: { now },
    where: { endpoints: base, authApiBaseUrl: base },
  };
}

async function agentOf(recording, where) {
  const key = AgentKey.fromPkcs8(recording.privateKey);
  if (recording.mode === "jwt") return new AgentIdentity(recording.agentRuntimeId, key);
  const { identity } = await registerAgent({
    accessToken: "<access token>",
    billOfMaterials: { agentVersion: "0.169.0", agentHarnessId: "codex-cli", runningLocation: "exec-linux" },
    fedramp: recording.fedramp,
    key,
    ...where,
  });
  return identity;
}

for (const recording of recordings) {
  test(`${recording.mode}: the client's session, over HTTP`, async (context) => {
    const { authority, runtime, where, base } = await recordedAuthority(context, recording);
    const identity = await agentOf(recording, where);
    const tasks = new AgentTasks(identity, { ...where, runtime });
    const [task, ...others] = await Promise.all(Array.from({ length: 20 }, () => tasks.background()));
    assert.ok(others.every((other) => other === task));
    assert.equal(task.taskId, recording.authority.task_id);

    const calls = recording.requests.filter(({ headers }) =>
      headers.authorization?.startsWith("AgentAssertion "),
    );
    for (const { method, path, headers } of calls) {
      const now = parseAssertion(headers.authorization).issuedAt;
      const signed = identity.requestHeaders(task, {
        accountId: "account-0001",
        fedramp: recording.fedramp,
        now,
      });
      const type = method === "POST" ? { "Content-Type": "application/json" } : {};
      await (await fetch(base + path, { method, headers: { ...signed, ...type } })).arrayBuffer();
    }

    const recorded = recording.requests.filter(({ path }) => !path.endsWith("/jwks"));
    assert.deepEqual(authority.requests.map(essence), recorded.map(essence));
  });
}

test("a thread's registration adds its reference to the recorded body, and nothing else", async (context) => {
  const recording = recordings[0];
  const { authority, registration, runtime, where } = await recordedAuthority(context, recording);
  const tasks = new AgentTasks(await agentOf(recording, where), { ...where, runtime });
  assert.equal((await tasks.thread("thread-1")).externalTaskRef, "thread-1");
  const body = registration.body.replace("}", ',"external_task_ref":"thread-1"}');
  assert.deepEqual(essence(authority.requests.at(-1)), { ...essence(registration), body });
});

const half = (response) => response.writeHead(200, { "content-length": "100" }).write('{"task_id":');

const failures = [
  ["resets the connection", (_, response) => response.destroy(), "request_failed"],
  ["closes it in the middle", (_, response) => half(response) && response.destroy(), "request_failed"],
  ["stops in the middle", (_, response) => half(response), "request_timed_out"],
  ["does not answer", () => {}, "request_timed_out"],
  ["answers at length", (_, response) => response.end(" ".repeat(1_000_000)), "response_too_large"],
  [
    "sends us elsewhere",
    (_, response) => response.writeHead(307, { location: "/x" }).end(),
    "response_status",
  ],
];

for (const [what, answer, code] of failures) {
  test(`an authority that ${what}`, async (context) => {
    let arrived;
    const arrival = new Promise((resolve) => {
      arrived = resolve;
    });
    const { requests, where } = await serve(context, (request, response) => {
      answer(request, response);
      arrived();
    });
    // Only an authority that never ends its answer runs into the timeout, and only after it has the request.
    const sleep = () => (code === "request_timed_out" ? arrival : new Promise(() => {}));
    const identity = new AgentIdentity("agent-1", AgentKey.generate());
    const tasks = new AgentTasks(identity, { ...where, retries: 0, runtime: { sleep } });
    await rejects(code, tasks.thread("thread-1"));
    assert.equal(requests.length, 1);
  });
}

test("an authority that is not there", async () => {
  const nowhere = "http://127.0.0.1:1";
  const identity = new AgentIdentity("agent-1", AgentKey.generate());
  const tasks = new AgentTasks(identity, { endpoints: nowhere, authApiBaseUrl: nowhere, retries: 0 });
  const error = await rejects("request_failed", tasks.background());
  assert.ok(error.cause instanceof TypeError);
});
