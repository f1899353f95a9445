import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { AgentKey, AgentPublicKey } from "agent-identity-wasm";
import { folderFor, run } from "./support/run.mjs";

test("keygen writes a private file and prints the public key alone", async (t) => {
  const file = join(folderFor(t), "key.pem");
  const { code, stdout, stderr } = await run(["keygen", "--out", file]);
  assert.equal(code, 0);
  assert.equal(stderr, "");
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const pem = readFileSync(file, "utf8");
  assert.match(pem, /^-----BEGIN PRIVATE KEY-----\n[^-]+\n-----END PRIVATE KEY-----\n$/);
  assert.ok(AgentKey.fromPkcs8(pem).publicKey.equals(AgentPublicKey.parse(stdout)));
});

test("keygen never overwrites a file", async (t) => {
  const file = join(folderFor(t), "key.pem");
  writeFileSync(file, "precious");
  const { code, stdout, stderr } = await run(["keygen", "--out", file]);
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /the file exists already: /);
  assert.equal(readFileSync(file, "utf8"), "precious");
});

test("keygen --out - prints the private key, and the public key on standard error", async () => {
  const { code, stdout, stderr } = await run(["keygen", "--out", "-", "--format", "base64"]);
  assert.equal(code, 0);
  assert.match(stdout, /^MC4CAQ[\w+/]+=*\n$/);
  assert.ok(AgentKey.fromPkcs8(stdout).publicKey.equals(AgentPublicKey.parse(stderr)));
});

test("keygen leaves nothing behind if the folder does not exist", async (t) => {
  const file = join(folderFor(t), "no", "key.pem");
  const { code, stderr } = await run(["keygen", "--out", file]);
  assert.equal(code, 2);
  assert.match(stderr, /no such folder: /);
  assert.equal(existsSync(file), false);
});
