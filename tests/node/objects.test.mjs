import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import {
  AgentIdentity,
  AgentIdentityError,
  AgentKey,
  AgentPublicKey,
  AssertionExtractor,
  inspectAssertion,
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

const throws = () => {
  throw null;
};

test("keys are made by static methods alone", () => {
  const key = AgentKey.generate();
  const Handle = Object.getPrototypeOf(AgentKey);
  const liar = new Proxy({}, { getPrototypeOf: throws, get: throws });
  for (const value of [
    undefined,
    {},
    { free() {} },
    key,
    Object.create(AgentKey.prototype),
    Symbol(),
    liar,
  ]) {
    refuses("wrong_type", () => new AgentKey(value));
    refuses("wrong_type", () => new AgentKey(value, value));
    refuses("wrong_type", () => new AgentPublicKey(value));
    assert.equal(String(new Handle(key, value, value)), "no object of agent-identity-wasm");
  }
});

const classes = { AgentKey, AgentPublicKey, AgentIdentity, AssertionExtractor };

test("no static member gives away what is behind an object", () => {
  const Handle = Object.getPrototypeOf(AgentKey);
  assert.deepEqual(Reflect.ownKeys(Handle).sort(), ["length", "name", "prototype"]);
  assert.equal(Object.getPrototypeOf(Handle), Function.prototype);
  const statics = Object.values(classes).map((one) =>
    Object.getOwnPropertyNames(one).filter((name) => !(name in Handle)),
  );
  assert.deepEqual(statics, [["generate", "fromPkcs8"], ["parse"], [], []]);
});

test("who replaces the prototype of a class is given nothing", () => {
  const Handle = Object.getPrototypeOf(AgentKey);
  const { publicKey } = AgentKey.generate();
  const line = publicKey.toSsh();
  for (const made of [publicKey, {}]) {
    const given = [];
    const construct = (_, args) => {
      given.push(...args);
      return made;
    };
    Object.setPrototypeOf(AgentIdentity, new Proxy(Handle, { construct }));
    try {
      refuses("wrong_type", () => new AgentIdentity("agent-1", AgentKey.generate()));
    } finally {
      Object.setPrototypeOf(AgentIdentity, Handle);
    }
    assert.deepEqual(given, []);
  }
  assert.equal(publicKey.toSsh(), line);
});

/** Returns values that are not of the class whose method is called on them. */
const others = (prototype) => {
  const key = AgentKey.generate();
  return [
    ...[undefined, null, 5, "x", Symbol("x"), {}, Object.create(null), () => {}, prototype],
    ...[Object.create(key), new Proxy(key, {}), new Proxy({}, { get: throws, has: throws })],
  ];
};

for (const [name, { prototype }] of Object.entries(classes)) {
  test(`${name}: printing what is none is harmless`, () => {
    const printers = ["nodejs.util.inspect.custom", "Deno.customInspect"].map(Symbol.for);
    for (const printer of ["toString", "toJSON", ...printers]) {
      for (const other of others(prototype)) {
        assert.equal(prototype[printer].call(other), "no object of agent-identity-wasm");
      }
    }
    const made = Object.create(prototype);
    for (const text of [String(prototype), JSON.stringify(prototype), inspect(made), `${made}`])
      assert.match(text, /no object of/);
  });

  test(`${name}: only what is one is freed`, () => {
    for (const method of ["free", Symbol.dispose ?? Symbol.for("Symbol.dispose")]) {
      for (const other of others(prototype)) refuses("wrong_type", () => prototype[method].call(other));
    }
  });
}

test("an object prints as what it is, whatever was put in the place of its members", () => {
  const key = AgentKey.generate();
  const objects = [key, key.publicKey, new AgentIdentity("agent-1", key), new AssertionExtractor()];
  for (const object of objects) {
    const printed = String(object);
    for (const name of ["publicKey", "agentRuntimeId", "toSsh", "toString", "fingerprint"])
      Object.defineProperty(object, name, { get: throws });
    assert.equal(JSON.parse(JSON.stringify(object)), printed);
    assert.equal(inspect(object), printed);
    object.free();
    assert.match(inspect(object), / \(freed\)$/);
  }
  const extractor = new AssertionExtractor();
  assert.equal(String(extractor), "AssertionExtractor");
});

test("what an object inherits from a spoilt Object.prototype is of no account", () => {
  for (const name of ["value", "get", "set", "writable", "enumerable", "configurable", "publicKey"]) {
    Object.defineProperty(Object.prototype, name, { configurable: true, writable: true, value: 1 });
    let header;
    let codes;
    try {
      header = new AgentIdentity("agent-1", AgentKey.generate()).authorizationHeader("task-1");
      codes = inspectAssertion(header).findings.map((finding) => finding.code);
    } finally {
      delete Object.prototype[name];
    }
    assert.equal(parseAssertion(header).taskId, "task-1", name);
    assert.deepEqual(codes, [], name);
  }
});
