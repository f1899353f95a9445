import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { makeIdentity } from "./support/identity.mjs";
import { folderFor, run } from "./support/run.mjs";

const { authJson, record, secret, key } = makeIdentity();
const jwt = (claims) =>
  [{ alg: "none" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".") +
  ".AAAA";
const identityJwt = (claims) =>
  [
    { alg: "RS256", kid: "key-1" },
    {
      ...{
        iss: "https://chatgpt.com/codex-backend/agent-identity",
        aud: "codex-app-server",
        iat: 1_600_000_000,
      },
      ...{ agent_runtime_id: "agent-1", agent_private_key: secret, account_id: "account-1" },
      ...{ chatgpt_user_id: "user-1", plan_type: "pro", chatgpt_account_is_fedramp: false },
      ...claims,
    },
    "signature",
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
const idToken = jwt({
  "https://api.openai.com/auth": { chatgpt_account_id: "account-1", chatgpt_user_id: "user-1" },
});
const tokens = {
  id_token: idToken,
  access_token: jwt({}),
  refresh_token: "refresh-secret",
  account_id: "account-1",
};
const last_refresh = "2026-11-26T00:00:00Z";
const otherAccount = { ...record, account_id: "account-2" };

const files = [
  [
    "an agent identity",
    authJson,
    [],
    0,
    [
      /logs in with an agent identity, a key of its own with which it signs its requests\. auth_mode is "agentIdentity"/,
      /It signs as agent agent-1/,
      /Account: account-1 \(plan pro\)/,
    ],
  ],
  [
    "no mode",
    JSON.stringify({ agent_identity: record }),
    [],
    1,
    [/does not use the agent identity/, /Write "auth_mode":"agentIdentity" into the file/],
  ],
  ["an empty file", "{}", [], 1, [/file holds no login/]],
  [
    "an incomplete record",
    JSON.stringify({ auth_mode: "agentIdentity", agent_identity: { ...record, plan_type: undefined } }),
    [],
    1,
    [/login mode cannot be used/],
  ],
  [
    "an API key",
    '{"OPENAI_API_KEY":"sk-secret-key-0123456789"}',
    [],
    0,
    [/an OpenAI API key/, /never signs/],
  ],
  [
    "a personal access token",
    '{"auth_mode":"personalAccessToken","personal_access_token":"at-secret"}',
    [],
    0,
    [/personal access token/, /never signs/],
  ],
  [
    "ChatGPT",
    JSON.stringify({ auth_mode: "chatgpt", last_refresh, tokens }),
    [],
    0,
    [
      /logs in with a ChatGPT account/,
      /does not sign requests, because its feature use_agent_identity is off/,
    ],
  ],
  [
    "ChatGPT with the feature",
    JSON.stringify({ auth_mode: "chatgpt", last_refresh, tokens }),
    ["--feature"],
    0,
    [/registers a new agent/],
  ],
  [
    "ChatGPT with another account's record",
    JSON.stringify({ auth_mode: "chatgpt", last_refresh, tokens, agent_identity: otherAccount }),
    ["--feature"],
    0,
    [/belongs to another account/],
  ],
  [
    "ChatGPT without the time of the last refresh",
    JSON.stringify({ auth_mode: "chatgpt", tokens }),
    [],
    1,
    [/time of the last refresh is missing/, /Log in again/],
  ],
  [
    "a mode that nobody knows",
    JSON.stringify({ auth_mode: "telepathy" }),
    [],
    1,
    [/client refuses the whole file/],
  ],
  [
    "a stored token that has expired",
    JSON.stringify({
      auth_mode: "agentIdentity",
      agent_identity: identityJwt({ exp: 1_700_000_000 }),
    }),
    [],
    1,
    [/JWT has expired/, /new token/],
  ],
  [
    "a stored token",
    JSON.stringify({ auth_mode: "agentIdentity", agent_identity: identityJwt({ exp: 4_102_444_800 }) }),
    [],
    0,
    [/stored as a token \(JWT\) that is valid until 2100-01-01 00:00:00 UTC/],
  ],
  [
    "a header",
    `AgentAssertion ${"A".repeat(40)}`,
    [],
    1,
    [/not an auth.json file, but an AgentAssertion header/],
  ],
  ["a key", key.publicKey.toSsh(), [], 1, [/not an auth.json file, but a public key/]],
  ["not JSON", "hello", [], 1, [/not valid JSON/]],
  ["a list", "[]", [], 1, [/object/]],
  [
    "nulls",
    '{"auth_mode":null,"tokens":null,"OPENAI_API_KEY":null,"agent_identity":null}',
    [],
    1,
    [/holds no login/],
  ],
  ["only white space", " \n", [], 1, [/file is empty/]],
  ["a byte order mark", `\ufeff${authJson}`, [], 1, [/client refuses the whole file/]],
];

for (const [name, text, args, code, patterns] of files) {
  test(`doctor: ${name}`, async () => {
    const result = await run(["doctor", "-", ...args], { input: text });
    assert.equal(result.stderr, "");
    for (const pattern of patterns) assert.match(result.stdout.replaceAll(/\s+/g, " "), pattern);
    assert.equal(result.code, code, result.stdout);
    for (const one of [secret, "sk-secret", "at-secret", "refresh-secret", tokens.access_token]) {
      assert.equal(result.stdout.includes(one), false);
    }
  });
}

test("doctor reads the client's own file by default", async (t) => {
  const folder = folderFor(t);
  writeFileSync(join(folder, "auth.json"), authJson);
  const { code, stdout } = await run(["doctor"], { env: { CODEX_HOME: folder } });
  assert.equal(code, 0);
  assert.ok(stdout.includes(key.publicKey.toSsh()));
});

test("doctor --json prints one object", async () => {
  const { stdout } = await run(["doctor", "--json", "-"], { input: authJson });
  const { ok, lines } = JSON.parse(stdout);
  assert.equal(ok, true);
  assert.ok(lines.length > 3);
});

/** Serves one answer to every request. */
async function serve(t, status, body, headers = {}) {
  const server = createServer((_, response) => response.writeHead(status, headers).end(body));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

const online = (authapi) => run(["doctor", "-", "--online", "--authapi", authapi], { input: authJson });

test("doctor --online registers a task", async (t) => {
  const { code, stdout } = await online(await serve(t, 200, '{"task_id":"task-9"}'));
  assert.equal(code, 0, stdout);
  assert.match(stdout, /registered the task task-9/);
  assert.match(stdout, /clock of this computer agrees/);
});

test("doctor --online explains a clock that is wrong", async (t) => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  const { code, stdout } = await online(await serve(t, 401, '{"error":"stale"}', { Date: date }));
  assert.equal(code, 1);
  assert.match(stdout, /No task was registered/);
  assert.match(stdout, /clock of this computer is (1 h|59 min \d+ s)[^.]* slow/);
});

test("doctor --online says that nobody answers", async () => {
  const { code, stdout } = await online("http://127.0.0.1:9");
  assert.equal(code, 1);
  assert.match(stdout, /No task was registered/);
});

test("doctor warns of a file that others can read, and of a token in the environment", async (t) => {
  const file = join(folderFor(t), "auth.json");
  writeFileSync(file, authJson, { mode: 0o644 });
  const open = await run(["doctor", file], { env: { CODEX_ACCESS_TOKEN: "x" } });
  assert.equal(open.code, 0);
  assert.match(open.stdout, /chmod 600/);
  assert.match(open.stdout, /CODEX_ACCESS_TOKEN is set/);
  chmodSync(file, 0o600);
  assert.doesNotMatch((await run(["doctor", file])).stdout, /chmod|CODEX_ACCESS_TOKEN/);
});

test("doctor says that bytes are not UTF-8, and does not unpack gzip, since the client reads neither", async () => {
  for (const input of [Buffer.from([0x7b, 0xff, 0x7d]), gzipSync(authJson)]) {
    const { code, stderr } = await run(["doctor", "-"], { input });
    assert.equal(code, 2);
    assert.match(stderr, /not UTF-8 text, so the Codex client cannot read it: standard input/);
  }
});
