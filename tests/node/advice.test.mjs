import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { adviceFor } from "agent-identity-wasm/advice";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const codesIn = (text) => [...text.matchAll(/^ {2}\| "(\w+)"/gm)].map(([, code]) => code);

const codes = [
  ...codesIn(read("pkg/src/error-codes.ts")),
  ...codesIn(read("pkg/src/inspection.ts")),
  ...codesIn(read("pkg/src/document.ts")).filter((code) => code.includes("_")),
  "valid",
  "not_judged",
];

test("every code has a title, a cause and a remedy", () => {
  assert.ok(codes.length > 80);
  for (const code of codes) {
    const advice = adviceFor(code);
    assert.ok(advice, `${code} lacks advice`);
    assert.match(advice.title, /^[A-Z][^.]+[^.]$/, `${code}: the title is a phrase without a full stop`);
    for (const part of ["cause", "remedy"])
      assert.match(advice[part], /^[A-Z].+[.)]$/s, `${code}: ${part} is a sentence`);
  }
});

test("no two codes share a title", () => {
  const titles = codes.map((code) => adviceFor(code).title);
  assert.deepEqual(
    titles.filter((title, index) => titles.indexOf(title) !== index),
    [],
  );
});

test("the advice talks about what usually leads to the error", () => {
  const topics = {
    timestamp_expired: [/clock/, /recording|log/],
    timestamp_in_future: [/clock/],
    signature_invalid: [/rotated/, /fingerprint/, /agent_runtime_id/],
    json_invalid: [/cut/],
    valid: [/same public key/, /task/, /ChatGPT-Account-ID/],
    not_judged: [/ssh-ed25519/],
  };
  for (const [code, patterns] of Object.entries(topics)) {
    const { cause, remedy } = adviceFor(code);
    for (const pattern of patterns) assert.match(`${cause} ${remedy}`, pattern, code);
  }
});

test("other texts have no advice", () => {
  for (const text of ["", "constructor", "__proto__", "toString", "TIMESTAMP_EXPIRED", " valid"]) {
    assert.equal(adviceFor(text), undefined);
  }
});

test("nobody can change the advice of others", () => {
  assert.throws(() => {
    adviceFor("valid").title = "changed";
  }, TypeError);
});
