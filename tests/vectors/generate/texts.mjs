// texts.json: texts as people hold them, and the assertions that are in them.
import assert from "node:assert/strict";
import { NOW } from "./envelope.mjs";
import { AGENT } from "./key-material.mjs";
import { around, wrapped } from "./texts/around.mjs";
import { odd } from "./texts/odd.mjs";
import { requests } from "./texts/requests.mjs";

const cases = [...around, ...wrapped, ...odd, ...requests];
assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length, "two cases have one name");

export const texts = {
  about:
    "Texts, and the assertions in them: header, line, entry, URL, method, time in milliseconds since 1970, status. An " +
    "inspection shows the first of them, or `inspected`, and finds `notes` among other things. `valid`: it verifies with " +
    "the key above at the time above. Made by generate.mjs.",
  public_key: AGENT.ssh,
  now: NOW,
  cases,
};
