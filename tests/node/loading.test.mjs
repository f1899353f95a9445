import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { codeOf, rejects } from "./support/verdicts.mjs";

const dist = new URL("../../pkg/dist/", import.meta.url);
const good = readFileSync(new URL("agent_identity.wasm", dist));
let copies = 0;

/** A copy of the package that has loaded nothing yet. */
const fresh = () => import(new URL(`slim.js?${copies++}`, dist));

const HEAD = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const START = [...Buffer.from("__wbindgen_start")];
const empty = Uint8Array.from(HEAD);
/** It exports a function that does nothing, under the name that the glue calls first. */
const stub = Uint8Array.from([
  ...HEAD,
  ...[1, 4, 1, 0x60, 0, 0],
  ...[3, 2, 1, 0],
  ...[7, START.length + 4, 1, START.length, ...START, 0, 0],
  ...[10, 4, 1, 2, 0, 0x0b],
]);

/** The module with one of its names spelt otherwise. */
function renamed(name) {
  const bytes = Buffer.from(good);
  const at = bytes.lastIndexOf(name);
  assert.ok(at > 0);
  bytes[at + name.length - 1] ^= 1;
  return bytes;
}

const throws = (thrown) => () => {
  throw thrown;
};
const unspeakable = [
  ...[undefined, null, Object.create(null), Symbol("x"), new Error("boo"), { toString: throws(null) }],
  Object.defineProperty(new Error(), "message", { get: throws(null) }),
  new Proxy({}, { get: throws(null), getPrototypeOf: throws(null) }),
];

const isPrintable = (thrown) => !unspeakable.slice(-3).includes(thrown);

const others = {
  "an empty module": [empty],
  "a module that only starts": [stub],
  "a module that lacks an export": [renamed("agentkey_generate")],
  "a module that wants another import": [renamed("__wbindgen_init_externref_table")],
  "no module": [new Uint8Array(8), {}, 5, "", () => {}, Symbol("x"), [], new ArrayBuffer(0)],
  "what says that it is a module": [
    { [Symbol.toStringTag]: "WebAssembly.Module" },
    Object.create(WebAssembly.Module.prototype),
    ...unspeakable.map((thrown) => ({
      get [Symbol.toStringTag]() {
        throw thrown;
      },
    })),
  ],
};

const compiled = (source) => {
  try {
    return [source, new WebAssembly.Module(source)];
  } catch {
    return [source];
  }
};

for (const [what, sources] of Object.entries(others)) {
  test(`${what} is refused, and the right one is taken afterwards`, async () => {
    const api = await fresh();
    for (const source of sources.flatMap(compiled)) {
      assert.equal(
        codeOf(() => api.initSync(source)),
        "wasm_invalid",
      );
      // A text is an address for this one.
      if (typeof source !== "string") await rejects("wasm_invalid", api.init(source));
      assert.equal(
        codeOf(() => api.AgentKey.generate()),
        "not_initialized",
      );
    }
    await api.init(new WebAssembly.Module(good));
    assert.match(String(api.AgentKey.generate()), /secret/);
  });
}

test("once all is loaded, nobody waits for another source, nor hears that it failed", async () => {
  const api = await fresh();
  const unhandled = [];
  const listen = (reason) => unhandled.push(reason);
  process.on("unhandledRejection", listen);
  api.initSync(good);
  await api.init(Promise.reject(new Error("net down")));
  await api.init(new Promise(() => {}));
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", listen);
  assert.deepEqual(unhandled, []);
});

test("a source that never comes is refused with what it says", async () => {
  const api = await fresh();
  const down = new Error("net down");
  const error = await rejects("wasm_invalid", api.init(Promise.reject(down)));
  assert.equal(error.cause, down);
  assert.match(error.message, /net down/);
  for (const thrown of unspeakable) {
    // biome-ignore lint/suspicious/noThenProperty: a promise that is none is what this is about.
    const getter = Object.defineProperty({}, "then", { get: throws(thrown) });
    for (const source of [getter, Promise.reject(thrown)]) {
      const { cause } = await rejects("wasm_invalid", api.init(source));
      // A cause that could show more when it is printed than can be seen here is replaced.
      if (isPrintable(thrown)) assert.equal(cause, thrown);
      else assert.match(cause.message, /^the cause cannot be (read|shown)$/);
    }
  }
  api.initSync(good);
  assert.match(String(api.AgentKey.generate()), /secret/);
});

test("a source that loads the module while it is looked at does not replace it", async () => {
  const api = await fresh();
  const source = new Uint8Array(good);
  let key;
  Object.defineProperty(source, Symbol.toStringTag, {
    get() {
      if (key) return "Uint8Array";
      key = "being made";
      api.initSync(new Uint8Array(good));
      key = api.AgentKey.generate();
      return "Uint8Array";
    },
  });
  api.initSync(source);
  const before = key.publicKey.fingerprint();
  api.AgentKey.generate();
  assert.equal(key.publicKey.fingerprint(), before);
  assert.equal(new api.AgentIdentity("agent-1", key).publicKey.fingerprint(), before);
});
