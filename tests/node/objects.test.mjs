import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import {
  AgentIdentity,
  AgentIdentityError,
  AgentKey,
  AgentPublicKey,
  isAgentIdentityError,
  parseAssertion,
  verifyAssertion,
} from "agent-identity-wasm";
import { refuses } from "./support/verdicts.mjs";

test("an error is an Error, with a name, a code and a stack", () => {
  try {
    parseAssertion("Bearer abc");
    assert.fail();
  } catch (error) {
    assert.ok(error instanceof Error);
    assert.ok(error instanceof AgentIdentityError);
    assert.equal(Object.prototype.toString.call(error), "[object Error]");
    assert.equal(error.name, "AgentIdentityError");
    assert.equal(error.code, "assertion_scheme_invalid");
    assert.match(error.stack, /^AgentIdentityError: the header does not start/);
    assert.match(error.stack, /objects\.test\.mjs/);
    assert.ok(!("cause" in error));
  }
});

test("the guard goes by name and code", () => {
  const error = new AgentIdentityError("freed", "x");
  assert.ok(isAgentIdentityError(error));
  assert.ok(isAgentIdentityError(error, "freed"));
  assert.ok(!isAgentIdentityError(error, "wrong_type"));
  const hostile = new Proxy({}, { get: () => assert.fail() });
  for (const other of [hostile, undefined, null, "x", {}, new Error("x"), { name: "AgentIdentityError" }]) {
    assert.ok(!isAgentIdentityError(other));
  }
});

test("secrets do not print", () => {
  const key = AgentKey.generate();
  const identity = new AgentIdentity("agent-1", key);
  const secret = key.exportPkcs8().slice(22);
  for (const holder of [key, identity]) {
    const printed = [
      String(holder),
      `${holder}`,
      JSON.stringify({ holder }),
      inspect(holder, { depth: null, showHidden: true }),
      inspect([holder], { customInspect: true }),
    ];
    for (const text of printed) {
      assert.match(text, /secret/);
      assert.ok(!text.includes(secret));
    }
    assert.deepEqual(Object.getOwnPropertyNames(holder), ["handle"]);
    refuses("not_cloneable", () => structuredClone(holder));
    refuses("not_cloneable", () => ({ ...holder }));
  }
  assert.equal(String(key.publicKey), key.publicKey.toSsh());
  refuses("not_cloneable", () => structuredClone(key.publicKey));
});

test("after free() there is a coded error, and a second free() does nothing", () => {
  const key = AgentKey.generate();
  const { publicKey } = key;
  const identity = new AgentIdentity("agent-1", key);
  const header = identity.authorizationHeader("t");
  key.free();
  key.free();
  refuses("freed", () => key.exportPkcs8());
  refuses("freed", () => key.publicKey);
  refuses("freed", () => new AgentIdentity("agent-1", key));
  assert.match(String(key), /freed/);

  // The identity has the key for itself.
  verifyAssertion(identity.authorizationHeader("t"), publicKey);
  identity.free();
  refuses("freed", () => identity.authorizationHeader("t"));
  refuses("freed", () => identity.agentRuntimeId);
  assert.match(inspect(identity), /freed/);

  publicKey.free();
  refuses("freed", () => publicKey.toSsh());
  refuses("freed", () => verifyAssertion(header, publicKey));
});

test("a public key that was freed does not spoil its owner", () => {
  const key = AgentKey.generate();
  const line = key.publicKey.toSsh();
  key.publicKey.free();
  assert.equal(key.publicKey.toSsh(), line);
});

test("objects dispose of themselves", () => {
  const key = AgentKey.generate();
  key[Symbol.dispose]();
  refuses("freed", () => key.exportPkcs8());
});

test("keys are made by static methods alone", () => {
  refuses("wrong_type", () => new AgentKey());
  refuses("wrong_type", () => new AgentPublicKey({ free() {} }));
});
