import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { tried } from "../../torture/tried.mjs";
import { HOSTILE } from "./support/hostile-texts.mjs";
import { growMemory } from "./support/linear-memory.mjs";

const {
  AgentIdentity,
  AgentKey,
  AssertionExtractor,
  extractAssertions,
  parseAssertion,
  readAuthJson,
  verifyAssertion,
} = await import("agent-identity-wasm");

// The module is loaded on first use.
extractAssertions("");

/** The most memory that an extractor takes, as its documentation states. */
const MAX_BYTES = 512 * 1024;

/** `npm run verify:trust` opens 1,000; 100 show the same within seconds. */
const OPEN = Number(process.env.TRUST_EXTRACTORS ?? "100");

const script = fileURLToPath(new URL("support/open-extractors.mjs", import.meta.url));

for (const name of Object.keys(HOSTILE)) {
  test(`${OPEN} open extractors stay within their memory: ${name}`, () => {
    const each = Number(execFileSync(process.execPath, [script, name, String(OPEN)], { encoding: "utf8" }));
    assert.ok(each > 0 && each <= MAX_BYTES, `${Math.ceil(each / 1024)} KiB each`);
    console.log(`${Math.ceil(each / 1024)} KiB each: ${name}`);
    tried("extractors", OPEN);
  });
}

const LONG = "x".repeat(8192);
const HEADER = `AgentAssertion eyJ${"x".repeat(8000)}`;

test("the assertions of one request share their URL", () => {
  const text = `GET https://a.example/${LONG}\n${"authorization:AgentAssertion x\n".repeat(60_000)}`;
  const before = process.memoryUsage().heapUsed;
  const found = extractAssertions(text);
  const each = (process.memoryUsage().heapUsed - before) / found.length;
  assert.equal(found.length, 60_000);
  assert.ok(found.every(({ url }) => url?.length === 2048));
  assert.ok(each < 1024, `${Math.ceil(each)} bytes each`);
});

test("one extractor too many is refused, and what is open goes on working", () => {
  const extractors = Array.from({ length: 2048 }, () => new AssertionExtractor());
  assert.throws(() => new AssertionExtractor(), { code: "memory_exhausted" });
  assert.throws(() => extractAssertions("x"), { code: "memory_exhausted" });
  assert.equal(extractors[0].push("authorization: AgentAssertion x\n\n").length, 0);
  assert.equal(extractors[0].finish().length, 1);
  for (const extractor of extractors) extractor.free();
  assert.equal(extractAssertions("authorization: AgentAssertion x").length, 1);
});

test("when the memory is used up, every call works or is refused with a code, and afterwards all works", () => {
  const agent = new AgentIdentity("agent-1", AgentKey.generate());
  const header = agent.authorizationHeader("task-1");
  const extractor = new AssertionExtractor();
  extractor.push(`{"a":"${LONG.repeat(20)}`);
  // The pages belong to nobody, so the module's own allocator cannot have them.
  for (let pages = 32_768; pages >= 1; pages >>= 1) {
    try {
      for (;;) growMemory(pages);
    } catch {}
  }
  const calls = [
    () => parseAssertion(header),
    () => verifyAssertion(header, agent.publicKey),
    () => readAuthJson(JSON.stringify({ padding: "x".repeat(500_000) })),
    () => extractor.push(new Uint8Array(10_000_000).fill(97)),
    () => extractor.push(`${HEADER}\n`.repeat(1000)),
    () => extractAssertions("x".repeat(5_000_000)),
  ];
  for (let round = 0; round < 50; round++) {
    for (const call of calls) {
      try {
        call();
      } catch (error) {
        assert.equal(error.code, "memory_exhausted", `${error}`);
      }
    }
  }
  extractor.free();
  assert.ok(parseAssertion(header));
  tried("calls", 300);
});
