import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** Each long text has at least 15,000 characters, and each short string at most 1,100 bytes. */
const MAX_BYTES = 6_000;
/** An id or a timestamp of up to 30 characters, which is cut from a signed text of 550. */
const MAX_BYTES_OF_SHORT = 200;

const script = fileURLToPath(new URL("support/retained.mjs", import.meta.url));
const retained = JSON.parse(execFileSync(process.execPath, ["--expose-gc", script], { encoding: "utf8" }));

test("the measurement sees what a slice keeps alive", () => {
  assert.ok(retained["control: a slice"] > 50_000, `${retained["control: a slice"]} bytes`);
});

const cases = Object.entries(retained).filter(([name]) => !name.startsWith("control"));

test("there are cases", () => assert.ok(cases.length > 20));

for (const [name, bytes] of cases) {
  test(`keeping a string does not keep the text that it came from: ${name}`, () => {
    const limit = name.endsWith("(short)") ? MAX_BYTES_OF_SHORT : MAX_BYTES;
    assert.ok(
      bytes < limit,
      `${Math.round(bytes)} bytes are kept alive by each, at most ${limit} are allowed`,
    );
  });
}
