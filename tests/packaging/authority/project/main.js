import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import {
  AgentPublicKey,
  AgentTasks,
  agentFetch,
  registerAgent,
  verifyAgentIdentityJwt,
} from "agent-identity-wasm";
import { listen, TestAuthority } from "agent-identity-wasm/authority";

const authority = new TestAuthority({ sealTaskIds: "sometimes" });
const server = await listen(authority);
const where = { endpoints: server.url, authApiBaseUrl: server.url };
const billOfMaterials = { agentVersion: "1.0.0", agentHarnessId: "codex-cli", runningLocation: "exec-linux" };
const { identity, agentRuntimeId } = await registerAgent({ accessToken: "token", billOfMaterials, ...where });

// The entries share one module: a key that one of them read is a key of the other.
const { publicKey } = authority.agents.get(agentRuntimeId);
ok(publicKey instanceof AgentPublicKey && publicKey.equals(identity.publicKey));

const tasks = new AgentTasks(identity, { ...where, retries: 0, timeoutMs: 2_000 });
const signedFetch = agentFetch(tasks, { accountId: "account-1" });
const ask = (init) =>
  signedFetch(`${server.url}/v1/responses`, { thread: "thread-1", method: "POST", ...init });

const { task_id } = await (await signedFetch(`${server.url}/whoami`, { thread: "thread-1" })).json();
authority.forgetTask(task_id);
const answer = await ask({ body: JSON.stringify({ input: "x".repeat(100_000) }) });
ok((await answer.text()).includes("response.completed"));
deepStrictEqual(
  authority.events.map(({ route, status }) => `${route} ${status}`),
  ["agent 200", "task 200", "whoami 200", "responses 401", "task 200", "responses 200"],
);

authority.fail("responses", { status: 401 });
const refused = await signedFetch(
  new Request(`${server.url}/v1/responses`, { method: "POST", body: "text" }),
);
strictEqual(refused.bodyUsed, false);
strictEqual((await refused.json()).error.code, "test_failure");

authority.fail("responses", { status: 307 });
strictEqual((await ask()).status, 307);

for (const [how, code] of [
  ["cut", "request_failed"],
  ["hang", "request_timed_out"],
  [{ status: 503 }, "response_status"],
]) {
  authority.fail("task", how);
  await rejects(tasks.thread(JSON.stringify(how)), { code });
}

const elsewhere = [
  "https://chatgpt.com/",
  server.url.replace("127.0.0.1", "localhost"),
  `blob:${server.url}/x`,
];
for (const url of elsewhere) await rejects(signedFetch(url), { code: "origin_not_allowed" });

const abort = new AbortController();
authority.fail("responses", "hang");
setTimeout(() => abort.abort(new Error("enough")), 50);
await rejects(ask({ signal: abort.signal }), /enough/);

const jwt = await authority.issueJwt();
await verifyAgentIdentityJwt(jwt, await (await fetch(`${server.url}/agent-identities/jwks`)).json());

await server.close();
console.log("the authority has served");
