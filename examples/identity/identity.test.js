import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { inspect } from "node:util";
import { TestAuthority } from "agent-identity-wasm/authority";
import { keptRecord, signedFetchOf } from "./identity.js";

const BASE = "http://authority.test";
const account = { accountId: "account-1", chatgptUserId: "user-1", planType: "pro" };

const folders = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

/** An authority, a file that does not exist yet, and a program that can be started again and again. */
async function world(authority = new TestAuthority({ accessTokens: ["token"] })) {
  const folder = await mkdtemp(join(tmpdir(), "identity-"));
  folders.push(folder);
  const file = join(folder, "identity.json");
  const options = {
    endpoints: BASE,
    authApiBaseUrl: BASE,
    fetch: (input, init) => authority.fetch(new Request(input, init)),
  };
  const start = async (login = { accessToken: "token", account }) => {
    const record = await keptRecord(file, login, options);
    return { record, signedFetch: signedFetchOf(record, options) };
  };
  return { authority, file, start };
}

const whoami = async ({ signedFetch }) =>
  (await signedFetch(`${BASE}/whoami`, { thread: "conversation-7" })).json();

test("after a restart the agent and the task of a conversation are the same", async () => {
  const { authority, start } = await world();
  const before = await whoami(await start());
  const after = await whoami(await start());
  assert.equal(after.agent_runtime_id, before.agent_runtime_id);
  assert.equal(after.task_id, before.task_id);
  assert.equal(authority.agents.size, 1);
});

test("the owner alone can read the file", { skip: process.platform === "win32" }, async () => {
  const { file, start } = await world();
  await start();
  assert.equal((await stat(file)).mode & 0o777, 0o600);
});

test("neither a new record nor one that was read shows its key", async () => {
  const { start } = await world();
  for (const { record } of [await start(), await start()]) {
    assert.match(inspect(record), /agentPrivateKey: '\[redacted\]'/);
    assert.ok(!inspect(record).includes(record.agentPrivateKey));
  }
});

test("two processes that start at the same time register one agent", async () => {
  const { authority, start } = await world();
  const started = await Promise.allSettled([start(), start()]);
  assert.ok(started.some(({ status }) => status === "fulfilled"));
  assert.equal(authority.agents.size, 1);
});

test("a registration that fails leaves no file behind", async () => {
  const { authority, start } = await world();
  await assert.rejects(start({ accessToken: "other", account }), { code: "response_status", status: 401 });
  await start();
  assert.equal(authority.agents.size, 1);
});

test("a file that cannot be read costs no agent, and stays as it is", async () => {
  const { authority, file, start } = await world();
  await writeFile(file, "{");
  await assert.rejects(start(), { code: "json_invalid" });
  assert.equal(await readFile(file, "utf8"), "{");
  assert.equal(authority.agents.size, 0);
});

test("an agent that was revoked gets 403, and no task after a restart", async () => {
  const { authority, file, start } = await world();
  const running = await start();
  await whoami(running);
  authority.revokeAgent(running.record.agentRuntimeId);
  assert.equal((await running.signedFetch(`${BASE}/whoami`, { thread: "conversation-7" })).status, 403);
  await assert.rejects(whoami(await start()), { code: "response_status", status: 403 });
  await rm(file);
  assert.notEqual((await whoami(await start())).agent_runtime_id, running.record.agentRuntimeId);
});
