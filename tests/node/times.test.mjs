import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTime } from "agent-identity-wasm";
import { refuses } from "./support/verdicts.mjs";

/** 2026-11-26T00:41:39Z. */
const AT = 1_795_653_699_000;

test("a time is read in every form in which logs and people write it", () => {
  const forms = {
    "2026-11-26T00:41:39Z": AT,
    "2026-11-26T02:41:39.25+02:00": AT + 250,
    "2026-11-25 16:41:39 -0800": AT,
    "26/Nov/2026:02:41:39 +0200": AT,
    "Thu, 26 Nov 2026 00:41:39 GMT": AT,
    "Thu Nov 26 00:41:39 2026": AT,
    1795653699: AT,
    1795653699.5: AT + 500,
    1795653699123: AT + 123,
    "\t1795653699\n": AT,
  };
  for (const [text, expected] of Object.entries(forms)) assert.equal(parseTime(text), expected, text);
});

test("what is not a time, or more than one, is refused with a code, and secrets are not repeated", () => {
  for (const text of [
    "",
    "now",
    "2026-11-26",
    "12:41:39",
    "2026-02-30T00:00:00Z",
    "1795653699x",
    "2026-11-26T00:41:39Z!",
  ])
    refuses("time_unrecognized", () => parseTime(text));
  refuses("time_out_of_range", () => parseTime("9999-12-31T23:59:59-01:00"));
  refuses("text_too_long", () => parseTime("1".repeat(257)));
  const key = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";
  assert.throws(
    () => parseTime(key),
    ({ message }) => !message.includes(key.slice(16, 24)),
  );
});
