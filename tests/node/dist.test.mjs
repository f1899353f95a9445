import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const dist = new URL("../../pkg/dist/", import.meta.url);

// SES searches the text, comments included, and evaluates no source that seems to hold one of these.
const REFUSED = [/\bimport\s*(?:\(|\/[/*])/, /<!--/, /-->/];

for (const name of readdirSync(dist).filter((name) => /\.c?js$/.test(name))) {
  test(`${name} holds no text that SES refuses`, () => {
    const text = readFileSync(new URL(name, dist), "utf8");
    for (const refused of REFUSED) assert.doesNotMatch(text, refused);
  });
}
