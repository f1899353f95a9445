import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as namespace from "agent-identity-wasm";
import { declarationOf, exportedValues } from "./support/declarations.mjs";

const esm = { ...namespace };
const require = createRequire(import.meta.url);
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const sources = readdirSync(new URL("../../pkg/src", import.meta.url), { recursive: true })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => `pkg/src/${name}`);

const matches = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name).sort();

test("the types name what the package has, in both module kinds", () => {
  const declared = exportedValues("entry/index").sort();
  assert.deepEqual(Object.keys(esm).sort(), declared);
  assert.deepEqual(Object.keys(require("agent-identity-wasm")).sort(), declared);
});

test("the types name the methods that the classes have", () => {
  for (const name of ["AgentKey", "AgentPublicKey", "AgentIdentity", "AgentTasks", "AssertionExtractor"]) {
    const declaration = declarationOf(name);
    const declared = matches(declaration, /^ {4}(?:static |readonly |get )?(\w+)[(:]/gm);
    const members = [esm[name], esm[name].prototype].flatMap((owner) => Object.getOwnPropertyNames(owner));
    const parent = Object.getPrototypeOf(esm[name].prototype);
    const inherited = parent === Object.prototype ? [] : Object.getOwnPropertyNames(parent);
    assert.equal(inherited.length > 0, / extends Handle /.test(declaration), name);
    if (inherited.length > 0) declared.push("free");
    const unlisted = ["prototype", "length", "name", "constructor", "toString", "toJSON"];
    const found = [...new Set([...members, ...inherited])].filter((member) => !unlisted.includes(member));
    const own = declared.filter((member) => member !== "constructor");
    assert.deepEqual([...new Set(own)].sort(), found.sort(), name);
  }
});

test("the types name every code, once", () => {
  const declared = matches(read("pkg/src/error-codes.ts"), /^ {2}\| "(\w+)"/gm);
  const inCore = matches(read("src/error.rs"), /^ {4}\w+ = "(\w+)"/gm);
  const inBindings = matches(read("src/wasm/error.rs"), /Self = Self\("(\w+)"\)/g);
  const inJavaScript = sources.flatMap((file) =>
    matches(read(file), /(?:CodedError\(|refuse\(\d+,)\s*"(\w+)"/g),
  );
  assert.ok(inCore.length > 40);
  assert.deepEqual(inBindings, ["random_unavailable", "text_not_unicode", "text_too_long", "wrong_type"]);
  const shared = inCore.filter((code) => inBindings.includes(code));
  assert.deepEqual(shared, [], "a code that only JavaScript can raise is not one of the core's");
  assert.deepEqual(declared, [...new Set([...inCore, ...inBindings, ...inJavaScript])].sort());
});

test("both module kinds work, and the guard goes across them", () => {
  const cjs = require("agent-identity-wasm");
  const key = cjs.AgentKey.generate();
  const header = new cjs.AgentIdentity("agent-1", key).authorizationHeader("t");
  esm.verifyAssertion(header, esm.AgentPublicKey.parse(key.publicKey.toSsh()));
  try {
    cjs.parseAssertion("");
    assert.fail();
  } catch (error) {
    assert.ok(!(error instanceof esm.AgentIdentityError));
    assert.ok(esm.isAgentIdentityError(error, "assertion_scheme_invalid"));
  }
  assert.equal(cjs.version, esm.version);
  assert.equal(esm.version, JSON.parse(read("pkg/package.json")).version);
});

test("init may be called, often and late, and is not needed", async () => {
  esm.parseAssertion(new esm.AgentIdentity("a", esm.AgentKey.generate()).authorizationHeader("t"));
  await Promise.all([esm.default(), esm.init(), esm.init()]);
  esm.initSync();
});
