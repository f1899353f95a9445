import assert from "node:assert/strict";
import { test } from "node:test";
import { findSecrets, redactSecrets } from "agent-identity-wasm";
import { secrets } from "./support/vectors.mjs";
import { refuses } from "./support/verdicts.mjs";

/** The parts of `hidden`, eight characters long, that are left in `text`. */
function leftOf(hidden, text) {
  const starts = Array.from({ length: Math.max(0, hidden.length - 7) }, (_, at) => at);
  const parts = starts.map((at) => hidden.slice(at, at + 8));
  return parts.filter((part) => part.match(/[a-z\d]/gi)?.length > 5 && text.includes(part));
}

test("every form of a secret is found and redacted", () => {
  assert.ok(secrets.secrets.length > 300);
  for (const { name, text, hidden, kind } of secrets.secrets) {
    const found = findSecrets(text);
    assert.ok(
      found.some((secret) => secret.kind === kind),
      name,
    );
    assert.deepEqual(leftOf(hidden, redactSecrets(text)), [], name);
    const [{ start }] = found;
    assert.equal(redactSecrets(text).slice(0, start), text.slice(0, start), name);
  }
});

test("harmless texts stay as they are", () => {
  for (const { name, text } of secrets.harmless) {
    assert.deepEqual(findSecrets(text), [], name);
    assert.equal(redactSecrets(text), text, name);
  }
});

test("positions are those of slice", () => {
  const text = "😀 é Bearer abc, 😀 Bearer def";
  const found = findSecrets(text);
  assert.deepEqual(
    found.map(({ start, end }) => text.slice(start, end)),
    ["abc", "def"],
  );
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ["credential", "credential"],
  );
});

test("what is not a text, or is too long, is refused", () => {
  for (const call of [findSecrets, redactSecrets]) {
    for (const value of [undefined, null, 5, {}, ["x"]]) refuses("wrong_type", () => call(value));
    refuses("text_not_unicode", () => call("\ud800"));
    refuses("text_too_long", () => call("x".repeat(1_048_577)));
  }
});
