import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AgentIdentity,
  AgentKey,
  inspectAssertion,
  parseAssertion,
  verifyAssertion,
  verifyAssertions,
} from "agent-identity-wasm";

const key = AgentKey.generate();
const NOW = Date.parse("2026-11-22T06:16:09Z");

/** A header whose envelope has these members beside the four, as JSON. */
function headerWith(members) {
  const plain = new AgentIdentity("agent-1", key).authorizationHeader("task-1", { now: NOW });
  const envelope = Buffer.from(plain.split(" ")[1], "base64url").toString();
  return `AgentAssertion ${Buffer.from(`${envelope.slice(0, -1)},${members}}`).toString("base64url")}`;
}

/** The unsigned members as every export that reads an assertion gives them. */
function everyReading(header) {
  const options = { now: NOW };
  return [
    parseAssertion(header),
    verifyAssertion(header, key.publicKey, options),
    verifyAssertions([header], key.publicKey, options)[0].assertion,
    inspectAssertion(header, options).assertion,
  ].map(({ unsignedMembers }) => unsignedMembers);
}

test("unsigned members have no prototype, so that no name has a meaning of its own", () => {
  const members =
    '"hasOwnProperty":1,"__proto__":{"admin":true},"constructor":null,"toString":[{"valueOf":2}]';
  for (const unsigned of everyReading(headerWith(members))) {
    assert.equal(Object.getPrototypeOf(unsigned), null);
    assert.deepEqual(Object.keys(unsigned), ["hasOwnProperty", "__proto__", "constructor", "toString"]);
    assert.equal(unsigned.admin, undefined);
    assert.equal(Object.getPrototypeOf(Object.getOwnPropertyDescriptor(unsigned, "__proto__").value), null);
    assert.equal(Object.getPrototypeOf(unsigned.toString[0]), null);
    assert.equal(unsigned.toString[0].hasOwnProperty, undefined);
    assert.equal(JSON.stringify(unsigned), `{${members}}`);
  }
  assert.equal({}.admin, undefined);
});

test("a name that is not there is not found either", () => {
  const plain = new AgentIdentity("agent-1", key).authorizationHeader("task-1", { now: NOW });
  for (const unsigned of everyReading(plain)) {
    assert.equal(Object.getPrototypeOf(unsigned), null);
    for (const name of ["hasOwnProperty", "toString", "constructor", "__proto__"]) {
      assert.equal(name in unsigned, false, name);
    }
  }
});

test("deep nesting costs no stack", () => {
  const depth = 700;
  const header = headerWith(`"a":${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`);
  for (const unsigned of everyReading(header)) {
    let inner = unsigned.a;
    for (let level = 0; level < depth; level++) {
      assert.equal(Object.getPrototypeOf(inner), null);
      inner = inner.a;
    }
    assert.equal(inner, 1);
  }
});
