import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { AgentIdentity, AgentKey } from "agent-identity-wasm";

const agent = new AgentIdentity("agent-1", AgentKey.generate());
const impostor = new AgentIdentity("agent-1", AgentKey.generate());
const stranger = new AgentIdentity("agent-2", AgentKey.generate());

let down = false;
const keys = createServer((request, response) => {
  if (down) response.writeHead(500).end();
  else if (request.url === "/agent-1") response.end(JSON.stringify(agent.publicKey.toJwk()));
  else response.writeHead(404).end();
}).listen(0, "127.0.0.1");
await once(keys, "listening");
after(() => keys.close());

const keysUrl = `KEYS_URL:http://127.0.0.1:${keys.address().port}`;
const wrangler = spawn(
  process.execPath,
  ["node_modules/wrangler/bin/wrangler.js", "dev", "--ip", "127.0.0.1", "--port", "0", "--var", keysUrl],
  {
    // A group of its own, so that what it starts in turn is stopped with it.
    detached: true,
    env: { ...process.env, CI: "true", CLOUDFLARE_CF_FETCH_ENABLED: "false", WRANGLER_SEND_METRICS: "false" },
    stdio: ["ignore", "pipe", "inherit"],
  },
);
after(() => process.kill(-wrangler.pid, "SIGKILL"));
const url = await new Promise((resolve, reject) => {
  let printed = "";
  wrangler.stdout.setEncoding("utf8").on("data", (data) => {
    printed += data;
    const ready = /Ready on (http:\S+)/.exec(printed);
    if (ready) resolve(ready[1]);
  });
  wrangler.on("exit", () => reject(new Error(`wrangler ended:\n${printed}`)));
});

const whoami = (authorization) =>
  fetch(`${url}/whoami`, { headers: authorization === undefined ? {} : { authorization } });

test("a valid header is answered with 200", async () => {
  const response = await whoami(agent.authorizationHeader("task-1"));
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { agentRuntimeId: "agent-1", taskId: "task-1" });
});

test("requests that come at the same time do not wait for each other's promises", async () => {
  const others = Array.from({ length: 10 }, (_, index) => whoami(agent.authorizationHeader(`task-${index}`)));
  for (const response of await Promise.all(others)) assert.equal(response.status, 200);
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
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    answers.push([response.headers.get("www-authenticate"), await response.text()]);
  }
  assert.deepEqual(answers[0], answers[1]);
});

test("a database that is down is answered with 503", async () => {
  down = true;
  const response = await whoami(
    new AgentIdentity("agent-3", AgentKey.generate()).authorizationHeader("task-1"),
  );
  assert.equal(response.status, 503);
  assert.equal(response.headers.get("retry-after"), "1");
});
