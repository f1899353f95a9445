import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { AgentKey } from "agent-identity-wasm";
import { makeIdentity } from "./support/identity.mjs";
import { folderFor, run } from "./support/run.mjs";

const { identity, key, secret, authJson } = makeIdentity();
const header = identity.authorizationHeader("task-1");
const old = identity.authorizationHeader("task-1", { now: Date.parse("2026-01-01T00:00:00Z") });
const utf16 = (text) => Buffer.from(`\ufeff${text}`, "utf16le");
const publicKey = key.publicKey.toSsh();
const otherKey = AgentKey.generate().publicKey.toSsh();

const verdicts = [
  ["valid", header, ["--key", publicKey], 0, /✔ Valid\./],
  ["one of several keys", header, ["--key", otherKey, "--key", publicKey], 0, /✔ Valid\./],
  ["another key", header, ["--key", otherKey], 1, /The signature does not match the key/],
  ["not judged", header, [], 3, /\? Not judged\./],
  ["old", old, ["--key", publicKey], 1, /The header is too old/],
  ["old, at its time", old, ["--key", publicKey, "--at", "2026-01-01T00:01:00Z"], 0, /✔ Valid\./],
  [
    "old, at an HTTP date",
    old,
    ["--key", publicKey, "--at", "Thu, 01 Jan 2026 00:01:00 GMT"],
    0,
    /✔ Valid\./,
  ],
  ["old, at a log's time", old, ["--key", publicKey, "--at", "01/Jan/2026:02:01:00 +0200"], 0, /✔ Valid\./],
  ["old, at epoch seconds", old, ["--key", publicKey, "--at", "1767225660"], 0, /✔ Valid\./],
  [
    "sent",
    `2026-01-01T00:00:05Z authorization: ${old}`,
    ["--key", publicKey, "--at", "sent"],
    0,
    /✔ Valid\./,
  ],
  ["other task", header, ["--key", publicKey, "--task", "task-2"], 1, /The header belongs to another task/],
  ["cut", header.slice(0, -30), ["--key", publicKey], 1, /✘ Invalid\./],
];

for (const [name, input, args, code, pattern] of verdicts) {
  test(`inspect: ${name}`, async () => {
    const result = await run(["inspect", ...args], { input });
    assert.equal(result.stderr, "");
    assert.match(result.stdout, pattern);
    assert.equal(result.code, code);
  });
}

test("a refusal is explained with its cause and what to do", async () => {
  const { stdout } = await run(["inspect", "--key", otherKey], { input: header });
  assert.match(stdout.replaceAll(/\s+/g, " "), /Why: Another key signed this header/);
  assert.match(stdout, /What to do: Ask for the public key/);
});

test("a valid header comes with what can still be refused", async () => {
  const { stdout } = await run(["inspect", "--key", publicKey], { input: header });
  assert.match(stdout, /ChatGPT-Account-ID/);
});

test("a key may be in a file: a line, a key set, authorized_keys, or an auth.json", async (t) => {
  const folder = folderFor(t);
  const files = {
    "key.pub": `${publicKey} comment\n`,
    "jwks.json": JSON.stringify({ keys: [{ kty: "RSA", n: "AQAB", e: "AQAB" }, key.publicKey.toJwk()] }),
    authorized_keys: `# comment\n${otherKey}\n${publicKey}\n`,
    "auth.json": authJson,
  };
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    writeFileSync(file, text);
    const { code, stdout, stderr } = await run(["inspect", "--key", file], { input: header });
    assert.equal(code, 0, `${name}: ${stdout}${stderr}`);
  }
});

test("a file is read, compressed or not", async (t) => {
  const file = join(folderFor(t), "header.txt");
  for (const content of [header, gzipSync(header)]) {
    writeFileSync(file, content);
    assert.equal((await run(["inspect", file, "--key", publicKey])).code, 0);
  }
});

test("every document is recognized and no secret is printed", async () => {
  const documents = {
    "an auth.json file, in which the Codex client keeps its login": authJson,
    "a private key": secret,
    "a public key": publicKey,
    "a JSON Web Key Set, with which JWTs are checked": JSON.stringify({ keys: [key.publicKey.toJwk()] }),
    "a request to register a task": identity.taskRegistrationRequest().body,
    "an answer to the registration of a task": '{"task_id":"task-1"}',
    "not a document of Agent Identity": "hello",
  };
  for (const [kind, input] of Object.entries(documents)) {
    for (const args of [[], ["--json"]]) {
      const { stdout, stderr } = await run(["inspect", ...args], { input });
      if (args.length === 0) assert.ok(stdout.includes(`This is ${kind}.`), `${kind}: ${stdout}`);
      assert.equal(`${stdout}${stderr}`.includes(secret), false, kind);
    }
  }
});

test("text that PowerShell wrote, in UTF-16, is read", async () => {
  for (const input of [utf16(header), utf16(header).swap16()]) {
    assert.equal((await run(["inspect", "--key", publicKey], { input })).code, 0);
  }
});

test("an empty input is a mistake", async () => {
  const { code, stdout, stderr } = await run(["inspect"], { input: " \n" });
  assert.deepEqual([code, stdout], [2, ""]);
  assert.equal(stderr, "agent-identity-wasm: there is nothing to inspect in standard input\n");
});

test("bytes of any kind are read without harm", async () => {
  const every = Buffer.from(Array.from({ length: 4096 }, (_, index) => index % 256));
  for (const input of [
    every,
    Buffer.from("AgentAssertion \0\0abc"),
    Buffer.from([0xff, 0xfe]),
    Buffer.alloc(65_536),
  ]) {
    for (const command of ["inspect", "scan"]) {
      const { code, stdout, stderr } = await run([command], { input });
      assert.ok([0, 1, 2, 3].includes(code), stderr);
      assert.doesNotMatch(`${stdout}${stderr}`.replaceAll("\n", ""), /\p{Cc}/u);
    }
  }
});

test("--json prints one object", async () => {
  const { stdout } = await run(["inspect", "--json", "--key", publicKey], { input: header });
  const { kind, valid, inspection } = JSON.parse(stdout);
  assert.deepEqual([kind, valid, inspection.assertion.taskId], ["assertion", true, "task-1"]);
});

test("a terminal's escapes in a text are not passed on", async () => {
  const { stdout } = await run(["inspect"], { input: '{"task_id":"\\u001b[31mred"}\u001b]0;title\u0007' });
  assert.equal(stdout.includes("\u001b"), false);
});
