import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentKey } from "agent-identity-wasm";
import { importExtension } from "./support/import.mjs";

const { IdentityStore, makeStoredIdentity, readStored, publicIdentity } = await importExtension(
  "identities/identity-store.ts",
  "identities/stored-identity.ts",
  "core.ts",
).then(async (extension) => {
  // The core comes with the package here, not from a file of the extension.
  globalThis.fakeVscodeWorkspace.fs.readFile = async () => {
    const { readFile } = await import("node:fs/promises");
    return readFile(new URL("../../../pkg/dist/agent_identity.wasm", import.meta.url));
  };
  extension.locateCore({ path: "/extension" });
  return extension;
});

const URLS = { chatgptBaseUrl: "http://127.0.0.1:1", authApiBaseUrl: "http://127.0.0.1:1" };

function identity(agentRuntimeId) {
  const agentPrivateKey = AgentKey.generate().exportPkcs8();
  const account = { accountId: "account-1", chatgptUserId: "user-1", planType: "pro", fedramp: false };
  return makeStoredIdentity({ agentRuntimeId, agentPrivateKey, ...account }, URLS);
}

/** The secret storage of VS Code, which several windows share. */
function secretStorage() {
  const values = new Map();
  const listeners = new Set();
  const changed = (key) => {
    for (const listener of listeners) listener({ key });
  };
  return {
    values,
    get: async (key) => values.get(key),
    store: async (key, value) => changed(key, values.set(key, value)),
    delete: async (key) => changed(key, values.delete(key)),
    onDidChange(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
}

const ids = async (store) => (await store.list()).map(({ agentRuntimeId }) => agentRuntimeId);

test("identities are kept in one secret, and the last one that was added is active", async () => {
  const secrets = secretStorage();
  const store = new IdentityStore(secrets);
  await store.add(identity("agent-1"));
  await store.add(identity("agent-2"));
  assert.equal(secrets.values.size, 1);
  assert.deepEqual(await ids(store), ["agent-1", "agent-2"]);
  assert.equal((await store.active()).agentRuntimeId, "agent-2");
});

test("identities that are added at once are all kept", async () => {
  const store = new IdentityStore(secretStorage());
  await Promise.all(Array.from({ length: 10 }, (_, index) => store.add(identity(`agent-${index}`))));
  assert.equal((await store.list()).length, 10);
});

test("nothing of an identity is left once it is forgotten", async () => {
  const secrets = secretStorage();
  const store = new IdentityStore(secrets);
  const [first, second] = [identity("agent-1"), identity("agent-2")];
  await store.add(first);
  await store.add(second);
  await store.forget(second.id);
  const [text] = secrets.values.values();
  assert.ok(!text.includes("agent-2") && !text.includes(second.record.agentPrivateKey));
  assert.equal((await store.active()).agentRuntimeId, "agent-1");
  await store.forget(first.id);
  assert.equal(secrets.values.size, 0);
  assert.equal(await store.active(), undefined);
});

test("another window sees the change", async () => {
  const secrets = secretStorage();
  const [one, other] = [new IdentityStore(secrets), new IdentityStore(secrets)];
  assert.deepEqual(await ids(other), []);
  let changes = 0;
  other.onDidChange(() => (changes += 1));
  await one.add(identity("agent-1"));
  assert.deepEqual(await ids(other), ["agent-1"]);
  assert.equal(changes, 1);
});

test("what may be shown of an identity has no private key in it", async () => {
  const stored = identity("agent-1");
  const shown = publicIdentity(stored);
  assert.match(shown.publicKey, /^ssh-ed25519 /);
  assert.ok(!JSON.stringify(shown).includes(stored.record.agentPrivateKey));
});

for (const text of [
  "",
  "{",
  "null",
  "[]",
  "{}",
  '{"identities":[{}]}',
  '{"identities":[{"id":"x","record":{}}]}',
]) {
  test(`a damaged storage is left as it is: ${JSON.stringify(text)}`, async () => {
    assert.equal(readStored(text), undefined);
    const secrets = secretStorage();
    secrets.values.set("agentIdentity.identities", text);
    const store = new IdentityStore(secrets);
    await assert.rejects(store.add(identity("agent-1")), /cannot be read/);
    await assert.rejects(store.list(), /cannot be read/);
    assert.equal([...secrets.values.values()][0], text);
  });
}
