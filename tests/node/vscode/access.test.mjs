import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { importExtension } from "./support/import.mjs";

const { Consents, makeApi } = await importExtension("access/consents.ts", "access/make-api.ts");

/** A part of VS Code's storage for an extension. */
function memento() {
  const values = new Map();
  return {
    get: (key, fallback) => values.get(key) ?? fallback,
    update: async (key, value) => void values.set(key, value),
  };
}

const CALLER = { id: "example.caller", extensionUri: { path: fileURLToPath(new URL(".", import.meta.url)) } };

/** The API with this file as the code of another extension, and a user who gives these answers. */
function setUp({
  extensions = [CALLER],
  answers = [],
  identity = { agentRuntimeId: "agent-1" },
  trusted = true,
} = {}) {
  globalThis.fakeVscodeExtensions.all = extensions;
  globalThis.fakeVscodeWorkspace.isTrusted = trusted;
  const questions = [];
  globalThis.fakeVscodeWindow.showWarningMessage = async (message) => {
    questions.push(message);
    return answers.shift();
  };
  const consents = new Consents(memento());
  const headers = async (thread) => ({ Authorization: `AgentAssertion of ${thread}` });
  const fetch = async (url) => new Response(url);
  const api = makeApi({
    ownId: "agent-identity.agent-identity",
    store: { active: async () => identity },
    signers: { get: async () => ({ headers, fetch }) },
    consents,
  });
  return { api, consents, questions };
}

test("the user is asked once, however many calls there are, and the answer is remembered", async () => {
  const { api, questions, consents } = setUp({ answers: ["Allow"] });
  const all = await Promise.all([api.headers("t"), api.headers("t"), api.fetch("u")]);
  assert.deepEqual(all[0], { Authorization: "AgentAssertion of t" });
  assert.equal(await all[2].text(), "u");
  assert.equal(questions.length, 1);
  assert.match(questions[0], /example\.caller.*agent-1/);
  assert.deepEqual(consents.list(), [{ extensionId: "example.caller", decision: "allowed" }]);
});

test("a denied extension is refused without another question, until the user takes it back", async () => {
  const { api, questions, consents } = setUp({ answers: ["Deny", "Allow"] });
  for (let call = 0; call < 3; call += 1) await assert.rejects(api.headers(), { code: "access_denied" });
  assert.equal(questions.length, 1);
  await consents.revoke("example.caller");
  await api.headers();
  assert.equal(questions.length, 2);
});

test("a question that was closed without an answer is not asked again and again", async () => {
  const { api, questions, consents } = setUp({ answers: [undefined, "Allow"] });
  await assert.rejects(api.headers(), { code: "access_denied" });
  await assert.rejects(api.fetch("u"), { code: "access_denied" });
  assert.deepEqual([questions.length, consents.list()], [1, []]);
});

const REFUSED = [
  ["whose code belongs to no extension", { extensions: [] }, "caller_unknown"],
  ["in Restricted Mode", { trusted: false }, "workspace_untrusted"],
  ["without an identity", { identity: null }, "identity_missing"],
];
for (const [title, given, code] of REFUSED) {
  test(`a call ${title} is refused, and nobody is asked`, async () => {
    const { api, questions } = setUp({ answers: ["Allow"], ...given });
    await assert.rejects(api.headers(), { name: "AgentIdentityAccessError", code });
    await assert.rejects(api.fetch("u"), { code });
    assert.equal(questions.length, 0);
  });
}
