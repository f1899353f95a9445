import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AgentIdentity,
  AgentKey,
  agentRegistrationRequest,
  parseAssertion,
  verifyAssertion,
  verifyTaskRegistration,
} from "agent-identity-wasm";
import { recordings } from "./support/vectors.mjs";
import { codeOf, refuses } from "./support/verdicts.mjs";

const agentOf = ({ agentRuntimeId, privateKey }) =>
  new AgentIdentity(agentRuntimeId, AgentKey.fromPkcs8(privateKey));

for (const recording of recordings) {
  const agent = agentOf(recording);

  test(`${recording.mode}: the client's headers verify, and are what we would send`, () => {
    assert.ok(recording.assertions.length >= 5);
    for (const header of recording.assertions) {
      const { issuedAt, taskId } = parseAssertion(header);
      const options = { now: issuedAt, expectedTaskId: taskId, expectedAgentRuntimeId: "agent-runtime-0001" };
      verifyAssertion(header, agent.publicKey, options);
      assert.equal(agent.authorizationHeader(taskId, { now: issuedAt }), header);
    }
  });

  test(`${recording.mode}: no byte of a header may change`, () => {
    const header = recording.assertions[0];
    const now = parseAssertion(header).issuedAt;
    for (let at = 0; at < header.length; at++) {
      const flipped = String.fromCharCode(header.charCodeAt(at) ^ 1);
      const changed = header.slice(0, at) + flipped + header.slice(at + 1);
      assert.notEqual(
        codeOf(() => verifyAssertion(changed, agent.publicKey, { now })),
        null,
        `byte ${at}`,
      );
    }
  });

  test(`${recording.mode}: another key or another expected id is refused`, () => {
    const stranger = AgentKey.generate().publicKey;
    for (const header of recording.assertions) {
      const now = parseAssertion(header).issuedAt;
      const judge = (key, options) => () => verifyAssertion(header, key, { now, ...options });
      refuses("signature_invalid", judge(stranger));
      refuses("agent_runtime_id_unexpected", judge(agent.publicKey, { expectedAgentRuntimeId: "x" }));
      refuses("task_id_unexpected", judge(agent.publicKey, { expectedTaskId: "x" }));
    }
  });

  test(`${recording.mode}: the task registration is the recorded one`, () => {
    const request = recording.requests.find(({ path }) => path.endsWith("/task/register"));
    const now = new Date(JSON.parse(request.body).timestamp);
    const where = { endpoints: "https://gateway.example/", authApiBaseUrl: "https://gateway.example/" };
    const ours = agent.taskRegistrationRequest({ now, ...where });
    assert.deepEqual(ours, {
      url: `https://gateway.example${request.path}`,
      method: request.method,
      headers: { "Content-Type": request.headers["content-type"] },
      body: request.body,
    });
    const verified = verifyTaskRegistration(ours.body, agent.agentRuntimeId, agent.publicKey, { now });
    assert.deepEqual(verified, { timestamp: JSON.parse(request.body).timestamp });
  });

  test(`${recording.mode}: the authority's answer is read, plain or sealed`, () => {
    const { task_response: answer, task_id: taskId } = recording.authority;
    for (const body of [answer, JSON.stringify(answer)]) {
      assert.deepEqual(agent.readTaskRegistrationResponse(body, { externalTaskRef: "thread-1" }), {
        agentRuntimeId: "agent-runtime-0001",
        taskId,
        kind: "thread",
        externalTaskRef: "thread-1",
      });
      assert.equal(agent.readTaskRegistrationResponse(body).kind, "background");
    }
  });
}

for (const recording of recordings.filter(({ mode }) => mode !== "jwt")) {
  test(`${recording.mode}: the agent registration is the recorded one`, () => {
    const recorded = recording.requests[0];
    const ours = agentRegistrationRequest({
      publicKey: agentOf(recording).publicKey,
      accessToken: "<access token>",
      billOfMaterials: {
        agentVersion: "0.169.0",
        agentHarnessId: "codex-cli",
        runningLocation: "exec-linux",
      },
      fedramp: recording.fedramp,
    });
    assert.equal(ours.body, recorded.body);
    assert.equal(ours.method, recorded.method);
    assert.ok(ours.url.endsWith(recorded.path));
    for (const [name, value] of Object.entries(ours.headers)) {
      assert.equal(value, recorded.headers[name.toLowerCase()]);
    }
    assert.equal("X-OpenAI-Fedramp" in ours.headers, recording.fedramp);
  });

  test(`${recording.mode}: the headers of a request are the recorded ones`, () => {
    const { headers } = recording.requests.find((request) =>
      request.headers.authorization?.startsWith("Agent"),
    );
    const { issuedAt, taskId } = parseAssertion(headers.authorization);
    const ours = agentOf(recording).requestHeaders(taskId, {
      accountId: "account-0001",
      fedramp: recording.fedramp,
      now: issuedAt.getTime(),
    });
    const expected = {
      Authorization: headers.authorization,
      "ChatGPT-Account-ID": headers["chatgpt-account-id"],
    };
    if (recording.fedramp) expected["X-OpenAI-Fedramp"] = headers["x-openai-fedramp"];
    assert.deepEqual(ours, expected);
  });
}
