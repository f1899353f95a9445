// Hosts that lack something. Each is a realm of its own, in which the package is imported as a CommonJS file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, Script } from "node:vm";

const dist = new URL("../../pkg/dist/", import.meta.url);
const script = (name) => new Script(readFileSync(new URL(name, dist), "utf8"), { filename: name });
const main = script("index.cjs");
const slim = script("slim.cjs");
const wasm = readFileSync(new URL("agent_identity.wasm", dist));

const recorded = JSON.parse(
  readFileSync(new URL("../vectors/codex-cli-0.169.0-jwt.json", import.meta.url), "utf8"),
);
const ISSUED = 1000 * JSON.parse(atob(recorded.authority.jwt.split(".")[1])).iat;

const ALL = {
  TextDecoder,
  TextEncoder,
  atob,
  crypto,
  Buffer,
  process,
  fetch,
  URL,
  AbortController,
  AbortSignal,
  setTimeout,
};
const PKCS8 = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";
const TIME = 1_764_000_000_000;

/** Imports the package into a new realm with these globals. `prepare` is code that runs there before. */
function load(globals, { entry = main, prepare = "" } = {}) {
  const context = createContext({ module: { exports: {} }, ...globals });
  new Script(prepare).runInContext(context);
  entry.runInContext(context);
  return context.module.exports;
}

/** Signs and verifies with a task id that is not ASCII. */
function signed(api) {
  const agent = new api.AgentIdentity("agent-1", api.AgentKey.fromPkcs8(PKCS8));
  const header = agent.authorizationHeader("tâche 😀 �", { now: TIME });
  const { taskId } = api.verifyAssertion(header, agent.publicKey, { now: TIME });
  return { header, taskId };
}

const outcome = (work) => {
  try {
    work();
    return "ok";
  } catch (error) {
    return `${error.name} ${error.code}`;
  }
};

const wanted = signed(load(ALL));

const without = (...names) =>
  Object.fromEntries(Object.entries(ALL).filter(([name]) => !names.includes(name)));

const hosts = [
  ...Object.keys(ALL).map((name) => ({ title: `without ${name}`, globals: without(name) })),
  {
    title: "without TextDecoder and TextEncoder, as in Jest's jsdom",
    globals: without("TextDecoder", "TextEncoder"),
  },
  { title: "without Buffer and atob", globals: without("Buffer", "process", "atob") },
  { title: "with nothing but the language, as an audio worklet", globals: {} },
  {
    title: "with a zlib that throws, as bundlers put it in place",
    globals: {
      ...ALL,
      process: {
        getBuiltinModule: () => ({
          inflateRawSync() {
            throw new Error("zlib is a placeholder here");
          },
        }),
      },
    },
  },
  {
    title: "without FinalizationRegistry, Symbol.dispose and isWellFormed",
    globals: ALL,
    prepare:
      "delete globalThis.FinalizationRegistry; delete Symbol.dispose; delete String.prototype.isWellFormed",
  },
];

for (const { title, globals, prepare } of hosts) {
  test(`a host ${title} signs and verifies`, () => {
    const api = load(globals, { prepare });
    assert.deepEqual(signed(api), wanted);
    assert.equal(
      outcome(() => api.AgentKey.generate()),
      "crypto" in globals ? "ok" : "AgentIdentityError random_unavailable",
    );
    assert.equal(
      outcome(() => api.parseAssertion("\ud800\ufffd")),
      "AgentIdentityError text_not_unicode",
    );
  });
}

test("a host without crypto says so where it is needed", async () => {
  const api = load(without("crypto"));
  const { jwt, jwks } = recorded.authority;
  await assert.rejects(api.verifyAgentIdentityJwt(jwt, jwks, { now: ISSUED }), {
    name: "AgentIdentityError",
    code: "webcrypto_unavailable",
  });
  assert.throws(() => api.AgentKey.generate(), /crypto\.getRandomValues/);
});

test("a host without WebAssembly says so at the first use, and not before", async () => {
  for (const entry of [main, slim]) {
    const api = load(ALL, { entry, prepare: "delete globalThis.WebAssembly" });
    const missing = { name: "AgentIdentityError", code: "wasm_blocked", message: /has no WebAssembly/ };
    assert.throws(() => api.initSync(wasm), missing);
    await assert.rejects(api.init(wasm), missing);
    if (entry === main) assert.throws(() => api.AgentKey.fromPkcs8(PKCS8), missing);
  }
});

test("a host whose clock throws asks for a time", () => {
  const api = load(ALL, { prepare: "Date.now = () => { throw new TypeError('secure mode') }" });
  const agent = new api.AgentIdentity("agent-1", api.AgentKey.fromPkcs8(PKCS8));
  assert.throws(() => agent.authorizationHeader("task-1"), {
    code: "time_out_of_range",
    message: /pass `now`/,
  });
  assert.deepEqual(signed(api), wanted);
  agent.free();
});

// The messages of Chromium 114.
const REFUSAL = `
  for (const [name, advice] of [["Module", "Compile is disallowed"], ["Instance", "Instance is disallowed"]]) {
    const { [name]: real } = WebAssembly;
    const message = "WebAssembly." + advice + " on the main thread, if the buffer size is larger than 4KB.";
    WebAssembly[name] = function () { throw new RangeError(message) };
    WebAssembly[name].exports = real.exports;
    WebAssembly[name].imports = real.imports;
    WebAssembly[name].prototype = real.prototype;
  }`;

test("a browser that refuses to compile synchronously asks for init, which works", async () => {
  const compiled = new WebAssembly.Module(wasm);
  const refused = { name: "AgentIdentityError", code: "not_initialized", message: /^await init\(\) first/ };
  for (const source of [undefined, wasm, compiled]) {
    const api = load(ALL, { prepare: REFUSAL });
    assert.throws(() => api.AgentKey.fromPkcs8(PKCS8), refused);
    assert.throws(() => api.initSync(source), refused);
    await api.init(source);
    assert.deepEqual(signed(api), wanted);
  }
});

test("a module of another realm is taken", async () => {
  const context = createContext({ wasm });
  const foreign = new Script("new WebAssembly.Module(wasm)").runInContext(context);
  assert.ok(!(foreign instanceof WebAssembly.Module));
  const direct = load(ALL, { entry: slim });
  direct.initSync(foreign);
  assert.deepEqual(signed(direct), wanted);
  const awaited = load(ALL, { entry: slim });
  await awaited.init(Promise.resolve(foreign));
  assert.deepEqual(signed(awaited), wanted);
  const empty = new Script("new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))").runInContext(
    context,
  );
  assert.throws(() => load(ALL, { entry: slim }).initSync(empty), { code: "wasm_invalid" });
});

test("an init that is overtaken by a call leaves the objects of that call alone", async () => {
  const api = load(ALL);
  const late = [api.init(), api.init(wasm)];
  const key = api.AgentKey.fromPkcs8(PKCS8);
  const fingerprint = key.publicKey.fingerprint;
  await Promise.all(late);
  assert.equal(key.publicKey.fingerprint, fingerprint);
  assert.deepEqual(signed(api), wanted);
});
