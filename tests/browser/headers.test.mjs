import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { AgentPublicKey, extractAssertions, verifyAssertion } from "agent-identity-wasm";
import { headers } from "../node/support/vectors.mjs";
import { useInspector } from "./support/inspector.mjs";

const { cases, public_key: publicKey, now } = headers;
const open = useInspector();
let inspector;
const shown = {};

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
 * The table is a verifier's. The page is kinder about what surrounds a header, by three rules:
 * white space at its ends does not count, "Authorization:" may stand before it, and a token may stand
 * alone. Where a rule applies, the verdict is the one that the table has for the header itself.
 * And it cuts a header out of what else is in the text: then the verdict is the verifier's on that.
 */
function expectedOf(entry) {
  const header = headerIn(entry.header);
  const [cut] = extractAssertions(header);
  // Text with a dot in it looks like a JWT, a secret, which the page takes out: the verdict is then the table's.
  const looksLikeJwt = /[\w-]\.[\w-]/.test(header);
  if (cut !== undefined && cut.header !== header && header.length <= 8192 && !looksLikeJwt)
    return verdictOn(cut.header, entry);
  // The page cuts at the first character that no token has, before a verifier would count bytes.
  const isCut = cut === undefined && header.length <= 8192 && /^AgentAssertion /i.test(header);
  if (isCut && Buffer.byteLength(header) > 8192)
    return { word: "Invalid", code: "assertion_base64url_invalid" };
  // A scheme with nothing but white space behind it has an empty token.
  if (
    /^AgentAssertion$/i.test(header) &&
    header !== entry.header &&
    entry.code !== "assertion_scheme_invalid"
  )
    return { word: "Invalid", code: "assertion_base64url_invalid" };
  if (header === "") return { word: "Not verified", code: null };
  const { code } = header === entry.header ? entry : lookUp({ ...entry, header });
  return { word: code === null ? "Valid" : "Invalid", code };
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
    return { word: "Valid", code: null };
  } catch ({ code }) {
    return { word: "Invalid", code };
  }
}

function headerIn(text) {
  const value = text.trim().replace(/^authorization:\s*/i, "");
  return /^ey\S*$/.test(value) ? `AgentAssertion ${value}` : value;
}

function lookUp(wanted) {
  const question = ({ name, rule, code, ...rest }) => JSON.stringify(rest, Object.keys(rest).sort());
  const found = cases.find((entry) => question(entry) === question(wanted));
  assert.ok(found, `the table has no verdict on ${wanted.header}`);
  return found;
}
