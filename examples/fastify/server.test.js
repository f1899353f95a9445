import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { AgentIdentity, AgentKey } from "agent-identity-wasm";

const agent = new AgentIdentity("agent-1", AgentKey.generate());
const impostor = new AgentIdentity("agent-1", AgentKey.generate());
const stranger = new AgentIdentity("agent-2", AgentKey.generate());

const folder = await mkdtemp(join(tmpdir(), "gateway-"));
const agentsFile = join(folder, "agents.json");
const agents = { "agent-1": agent.publicKey.toSsh(), "agent-4": "ssh-ed25519 AAAA" };
await writeFile(agentsFile, JSON.stringify(agents));

const server = spawn(process.execPath, ["server.js"], {
  env: { ...process.env, AGENTS_FILE: agentsFile, PORT: "0" },
  stdio: ["ignore", "pipe", "pipe"],
});
let logged = "";
server.stderr.setEncoding("utf8").on("data", (data) => {
  logged += data;
});
after(() => server.kill());
after(() => rm(folder, { recursive: true }));
const url = await new Promise((resolve, reject) => {
  server.stdout.on("data", (data) => resolve(/http:\S+/.exec(data)?.[0]));
  server.on("exit", () => reject(new Error("the server ended")));
});

const whoami = (authorization) =>
  fetch(`${url}/whoami`, { headers: authorization === undefined ? {} : { authorization } });

/** Sends Authorization headers as they are, which `fetch` would join. */
async function whoamiRaw(...lines) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const fields = lines.map((line) => `Authorization: ${line}\r\n`).join("");
  socket.end(`GET /whoami HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n${fields}\r\n`);
  return (await text(socket)).split("\r\n", 1)[0];
}

test("a valid header is answered with 200", async () => {
  const response = await whoami(agent.authorizationHeader("task-1"));
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { agentRuntimeId: "agent-1", taskId: "task-1" });
});

test("a request without a header is challenged", async () => {
  const response = await whoami();
  assert.equal(response.status, 401);
  assert.equal(response.headers.get("www-authenticate"), "AgentAssertion");
  assert.equal(response.headers.get("cache-control"), "no-store");
});

test("a wrong key and an unknown agent get the same answer", async () => {
  const answers = [];
  for (const sender of [impostor, stranger]) {
    const response = await whoami(sender.authorizationHeader("task-1"));
    assert.equal(response.status, 401);
    assert.match(response.headers.get("www-authenticate"), /^AgentAssertion error="invalid_token"/);
    answers.push([response.headers.get("www-authenticate"), await response.text()]);
  }
  assert.deepEqual(answers[0], answers[1]);
});

test("a refusal is a problem document", async () => {
  const response = await whoami(impostor.authorizationHeader("task-1"));
  assert.match(response.headers.get("content-type"), /^application\/problem\+json/);
  assert.deepEqual(await response.json(), {
    type: "about:blank",
    title: "Unauthorized",
    status: 401,
    detail: "The assertion is not valid for this request.",
  });
});

test("a key that cannot be read is answered with 500, and the log says why", async () => {
  const header = new AgentIdentity("agent-4", AgentKey.generate()).authorizationHeader("task-4");
  const response = await whoami(header);
  assert.equal(response.status, 500);
  assert.ok(!(await response.text()).includes("key"));
  while (!/public_key_malformed[^}]*agent-4[^}]*task-4[^}]*}/.test(logged)) await once(server.stderr, "data");
  assert.ok(!logged.includes(header.slice(header.indexOf(" ") + 1)));
});

test("two headers are refused", async () => {
  const header = agent.authorizationHeader("task-2");
  assert.match(await whoamiRaw(header), / 200 /);
  assert.match(await whoamiRaw(header, "Basic eA=="), / 401 /);
});

test("a database that is down is answered with 503", async () => {
  await rm(agentsFile);
  const response = await whoami(
    new AgentIdentity("agent-3", AgentKey.generate()).authorizationHeader("task-1"),
  );
  assert.equal(response.status, 503);
  assert.equal(response.headers.get("retry-after"), "1");
  // The keys that are known serve on.
  assert.equal((await whoami(agent.authorizationHeader("task-3"))).status, 200);
});
