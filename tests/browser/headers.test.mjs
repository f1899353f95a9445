import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { AgentPublicKey, findSecrets, inspectAssertion, verifyAssertion } from "agent-identity-wasm";
import { headers } from "../node/support/vectors.mjs";
import { useInspector } from "./support/inspector.mjs";

const { cases, public_key: publicKey, now } = headers;
const open = useInspector();
let inspector;
const shown = {};
/** The number of verdicts that were compared with those of the table, and not with a verdict on a part of the text. */
let ownVerdicts = 0;

describe("every header of the table has the table's verdict", () => {
  before(async () => {
    inspector = await open();
    await inspector.verifyAt(now);
  });

  for (const entry of cases) {
    test(entry.name, async () => {
      await enter(entry);
      const { word, code, text } = await inspector.judged();
      const expected = expectedOf(entry);
      assert.equal(word, expected.word, text);
      assert.equal(code, expected.code, text);
      if (expected.code) assert.ok((await inspector.findings.textContent()).includes(expected.code));
    });
  }

  test("nearly all of the verdicts are the table's own", () => {
    assert.ok(ownVerdicts >= 0.95 * cases.length, `${ownVerdicts} of ${cases.length}`);
  });
});

async function enter(entry) {
  await show("text", entry.header);
  await show("key", entry.public_key ?? publicKey);
  await show("time", entry.now_ms === undefined ? now : new Date(entry.now_ms).toISOString());
  await show("maxAge", String(entry.max_age_seconds ?? ""));
  await show("maxSkew", String(entry.max_skew_seconds ?? ""));
  await show("runtimeId", entry.expected_agent_runtime_id ?? "");
  await show("taskId", entry.expected_task_id ?? "");
}

async function show(box, value) {
  if (shown[box] === value) return;
  await inspector[box].fill(value);
  shown[box] = value;
}

/**
 * Returns the verdict that the page must show. The table has the verdicts of a verifier, and the page differs from a
 * verifier in only two ways: it removes secrets that are not assertions, and then shows the verdict of
 * `inspectAssertion`, which cuts a header out of the text around it.
 */
function expectedOf(entry) {
  const text = withoutSecrets(entry.header);
  if (text.trim() === "") return { word: "Not verified", code: null };
  const { header = text.trim() } = inspectAssertion(text);
  if (header !== entry.header) return verdictOn(header, entry);
  ownVerdicts += 1;
  return wordFor(entry.code);
}

function verdictOn(header, entry) {
  const options = {
    now: entry.now_ms ?? new Date(now),
    maxAgeSeconds: entry.max_age_seconds,
    maxSkewSeconds: entry.max_skew_seconds,
    expectedAgentRuntimeId: entry.expected_agent_runtime_id,
    expectedTaskId: entry.expected_task_id,
  };
  try {
    verifyAssertion(header, AgentPublicKey.parse(entry.public_key ?? publicKey), options);
    return wordFor(null);
  } catch ({ code }) {
    return wordFor(code);
  }
}

const wordFor = (code) => ({ word: code === null ? "Valid" : "Invalid", code });

const MARKS = { privateKey: "[private key removed]", jwt: "[JWT removed]", credential: "[secret removed]" };

/** Replaces each secret as the page does. If nothing but a mark is left, the page empties the box. */
function withoutSecrets(text) {
  let [kept, done] = ["", 0];
  for (const { kind, start, end } of secretsIn(text)) {
    if (kind === "assertion") continue;
    kept += text.slice(done, start) + MARKS[kind];
    done = end;
  }
  const rest = kept + text.slice(done);
  return Object.values(MARKS).includes(rest.trim()) ? "" : rest;
}

/** Returns the secrets in a text. The search does not accept a text with an unpaired surrogate. */
const secretsIn = (text) => (text.isWellFormed?.() === false ? [] : findSecrets(text));
