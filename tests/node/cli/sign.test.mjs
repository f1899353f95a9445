import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { verifyAssertion } from "agent-identity-wasm";
import { makeIdentity } from "./support/identity.mjs";
import { folderFor, run } from "./support/run.mjs";

const { authJson, key, secret } = makeIdentity({ taskId: "task-stored" });

function identityFile(t, text = authJson) {
  const file = join(folderFor(t), "auth.json");
  writeFileSync(file, text);
  return file;
}

test("sign prints a header that verifies", async (t) => {
  const { code, stdout, stderr } = await run(["sign", "--identity", identityFile(t), "--task", "task-1"]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.equal(verifyAssertion(stdout.trimEnd(), key.publicKey).taskId, "task-1");
});

test("sign uses the stored task by default, and reads standard input", async () => {
  const { stdout } = await run(["sign", "--identity", "-"], { input: authJson });
  assert.equal(verifyAssertion(stdout.trimEnd(), key.publicKey).taskId, "task-stored");
});

test("sign --curl prints a command with every header, quoted for a shell", async (t) => {
  const url = "https://a.example/it's?a=1&b=2";
  const { code, stdout } = await run(["sign", "--identity", identityFile(t), "--curl", url]);
  assert.equal(code, 0);
  assert.match(
    stdout,
    /^curl -H 'Authorization: AgentAssertion [\w-]+' -H 'ChatGPT-Account-ID: account-1' '/,
  );
  assert.ok(stdout.endsWith("'https://a.example/it'\\''s?a=1&b=2'\n"));
});

const refused = [
  ["a URL of another kind", ["--curl", "file:///etc/passwd"], /is not an http: or https: URL/, authJson],
  ["a task id that is not allowed", ["--task", " x "], /task/i, authJson],
  [
    "an identity that the client would not use",
    [],
    /the client would not use an agent identity/,
    '{"OPENAI_API_KEY":"sk-x"}',
  ],
  ["a file without JSON", [], /auth\.json: /, "hello"],
];

for (const [name, args, message, text] of refused) {
  test(`sign refuses ${name}`, async (t) => {
    const { code, stdout, stderr } = await run(["sign", "--identity", identityFile(t, text), ...args]);
    assert.ok(code === 1 || code === 2);
    assert.equal(stdout, "");
    assert.match(stderr, message);
    assert.equal(stderr.trimEnd().split("\n").length, 1);
    assert.equal(stderr.includes(secret), false);
  });
}
