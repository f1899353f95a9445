import assert from "node:assert/strict";
import { test } from "node:test";
import { AssertionExtractor, extractAssertions } from "agent-identity-wasm";
import { codeOf } from "./support/verdicts.mjs";

const HEADER = "AgentAssertion eyJhZ2VudF9ydW50aW1lX2lkIjoiYSJ9";

const har = (count) =>
  JSON.stringify({
    log: {
      entries: Array.from({ length: count }, (_, index) => ({
        request: {
          url: `https://a.example/😀/${index}`,
          method: "POST",
          headers: [{ name: "Authorization", value: `${HEADER}${index}` }],
        },
      })),
    },
  });

test("a HAR file, as text and as bytes", () => {
  const text = har(3000);
  const found = extractAssertions(text);
  assert.equal(found.length, 3000);
  assert.deepEqual(found[2999], {
    header: `${HEADER}2999`,
    line: 1,
    entry: 2999,
    url: "https://a.example/😀/2999",
    method: "POST",
  });
  assert.deepEqual(extractAssertions(new TextEncoder().encode(text)), found);
});

test("pieces of any size, one text after another", () => {
  const bytes = new TextEncoder().encode(`GET /é ${HEADER}\r\n\r\n{"authorization":"${HEADER}","url":"/x"}`);
  const whole = extractAssertions(bytes);
  assert.deepEqual(
    whole.map(({ line, method, url }) => [line, method, url]),
    [
      [1, "GET", "/é"],
      [3, undefined, "/x"],
    ],
  );
  const extractor = new AssertionExtractor();
  for (const size of [1, 3, 1000]) {
    const found = [];
    for (let start = 0; start < bytes.length; start += size) {
      found.push(...extractor.push(bytes.subarray(start, start + size)));
    }
    found.push(...extractor.finish());
    assert.deepEqual(found, whole);
  }
  extractor.free();
});

test("a huge string is cut between characters, not in one", () => {
  const text = `{"url":"${"😀".repeat(100_001)}x","authorization":"${HEADER}"}`;
  for (const shift of ["", " "]) {
    assert.ok(!extractAssertions(shift + text)[0].url.includes("\ufffd"));
  }
});

test("whatever is in it, it is no failure", () => {
  for (const text of [
    "",
    "\0",
    "\ud800",
    "{".repeat(200_000),
    '{"a":'.repeat(100_000),
    '"\\u'.repeat(1000),
  ]) {
    assert.deepEqual(extractAssertions(text), []);
  }
  assert.deepEqual(extractAssertions(new Uint8Array(100_000).fill(0xff)), []);
  assert.equal(extractAssertions(`${"[".repeat(100_000)}\n${HEADER}`).length, 1);
});

test("what is no text is refused, and a freed extractor says so", () => {
  for (const value of [undefined, null, 5, {}, [], new Map(), { length: 1e9 }]) {
    assert.equal(
      codeOf(() => extractAssertions(value)),
      "wrong_type",
      String(value),
    );
  }
  const detached = new Uint8Array(8);
  structuredClone(detached, { transfer: [detached.buffer] });
  assert.deepEqual(extractAssertions(detached), []);
  const extractor = new AssertionExtractor();
  extractor.free();
  assert.equal(
    codeOf(() => extractor.push("")),
    "freed",
  );
  assert.equal(`${extractor}`, "AssertionExtractor (freed)");
  assert.equal(
    codeOf(() => structuredClone(new AssertionExtractor())),
    "not_cloneable",
  );
});
