// registrations.json: bodies of task registrations as an authority gets them, and its verdicts.
import assert from "node:assert/strict";
import * as curve from "./ed25519.mjs";
import { GOOD, NOW, NOW_MS, RUNTIME, signatureOver } from "./envelope.mjs";
import { AGENT, nodeVerifies, OTHER, rawOfSshLine } from "./key-material.mjs";
import { RECORDINGS } from "./recordings.mjs";

const SIGNATURE = signatureOver(`${RUNTIME}:${NOW}`);
const HEAD = `{"timestamp":"${NOW}","signature":"${SIGNATURE}"`;
const BODY = `${HEAD}}`;
const withMember = (text) => `${HEAD},${text}}`;
const withRef = (ref) => withMember(`"external_task_ref":${JSON.stringify(ref)}`);
const signed = (signature, timestamp = NOW) => JSON.stringify({ timestamp, signature });
const stamped = (timestamp) => signed(signatureOver(`${RUNTIME}:${timestamp}`), timestamp);
const over = (text, key) => signed(signatureOver(text, key));

const BYTES = Buffer.from(SIGNATURE, "base64");
const S_PLUS_ORDER = curve.toBytes(curve.toNumber(BYTES.subarray(32)) + curve.L);
const base64 = (...parts) => Buffer.concat(parts).toString("base64");

const BODY_RULE = "the body has timestamp and signature, and may have external_task_ref";
const ORDER = "a reader takes the members in any order";
const IGNORED = "members that are not known are ignored";
const REF = "external_task_ref is 1 to 512 bytes without control characters, and no white space at its ends";
const TEXT = "the signature covers <agent_runtime_id>:<timestamp> and nothing more or less";
const SYNTAX = "the body is JSON (RFC 8259)";
const OBJECT = "the body is an object";
const ONE = "nothing but white space follows the object";
const ONCE = "no member stands twice";
const STRING = "the members are strings";
const FORM = "a timestamp is YYYY-MM-DDThh:mm:ssZ";
const BASE64 = "a signature is base64 of exactly 64 bytes, standard alphabet, padded";
const AGE = "a timestamp is at most 300 s old";
const SKEW = "a timestamp is at most 300 s ahead of the clock";
const ID = "the runtime id is one";

const at = (ms, options) => ({ now_ms: NOW_MS + ms, ...options });
const runtime = (agent_runtime_id) => ({ agent_runtime_id });
const referring = (external_task_ref) => [withRef(external_task_ref), { external_task_ref }];
const THREAD = { external_task_ref: "thread-1" };
const REF_IN_ESCAPES = '"external_t\\u0061sk_ref":"t\\u0068read-1"';
const signedFor = (id) => [over(`${id}:${NOW}`), runtime(id)];

/** [name, rule, body, options]; what is accepted carries the reference that it is expected to have. */
const ACCEPTED = [
  ["as the client writes it", BODY_RULE, BODY],
  ["with external_task_ref", BODY_RULE, ...referring("thread-1")],
  ["external_task_ref of 1 byte", REF, ...referring("a")],
  ["external_task_ref of exactly 512 bytes", REF, ...referring("a".repeat(512))],
  ["external_task_ref of exactly 512 bytes in 256 characters", REF, ...referring("é".repeat(256))],
  ["external_task_ref with a colon, slash, space and emoji", REF, ...referring("a:b/c d 🗝")],
  ["external_task_ref spelt with escapes", REF, withMember(REF_IN_ESCAPES), THREAD],
  ["signature first", ORDER, JSON.stringify({ signature: SIGNATURE, timestamp: NOW })],
  ["external_task_ref first", ORDER, `{"external_task_ref":"thread-1",${HEAD.slice(1)}}`, THREAD],
  ["spaced out", SYNTAX, ` ${JSON.stringify(JSON.parse(BODY), null, 2)}\n`],
  ["an unknown member", IGNORED, withMember('"kind":{"a":[1,null]}')],
  ["a member named __proto__", IGNORED, withMember('"__proto__":{"external_task_ref":"other"}')],
  ["externalTaskRef in camel case", IGNORED, withMember('"externalTaskRef":"thread-1"')],
  ["agent_runtime_id in the body", IGNORED, withMember('"agent_runtime_id":"another"')],
  ["exactly 300 s old", AGE, BODY, at(300_000)],
  ["exactly 300 s ahead", SKEW, BODY, at(-300_000)],
  ["60 s of 60", AGE, BODY, at(60_000, { max_age_seconds: 60 })],
  ["another runtime id, signed for it", TEXT, ...signedFor("agent-é-雪")],
  ...RECORDINGS.map(({ mode, public_key, registration }) => [
    `recorded: ${mode}`,
    "what codex-cli 0.169.0 sends verifies",
    registration,
    { public_key, now_ms: Date.parse(JSON.parse(registration).timestamp) },
  ]),
];

const REFUSED = {
  json_invalid: [
    ["empty", SYNTAX, ""],
    ["cut short", SYNTAX, HEAD],
    ["a trailing comma", SYNTAX, `${HEAD},}`],
    ["a byte order mark before it", SYNTAX, `\ufeff${BODY}`],
    ["a raw newline in external_task_ref", SYNTAX, withMember('"external_task_ref":"a\nb"')],
    ["a lone surrogate escape in external_task_ref", SYNTAX, withMember('"external_task_ref":"\\ud83d"')],
  ],
  json_not_object: [
    ["null", OBJECT, "null"],
    ["a string", OBJECT, JSON.stringify(BODY)],
    ["an array of the object", OBJECT, `[${BODY}]`],
  ],
  json_trailing_data: [
    ["the object twice", ONE, BODY + BODY],
    ["NUL after it", ONE, `${BODY}\0`],
    ["a word after it", ONE, `${BODY} hello`],
  ],
  json_member_duplicate: [
    ["timestamp twice", ONCE, withMember(`"timestamp":"${NOW}"`)],
    ["signature twice", ONCE, withMember('"signature":""')],
    ["external_task_ref twice", ONCE, withMember('"external_task_ref":"a","external_task_ref":"b"')],
    [
      "external_task_ref twice, once with an escape",
      ONCE,
      withMember('"external_task_ref":"a","external\\u005ftask_ref":"a"'),
    ],
    ["an unknown member twice", ONCE, withMember('"x":1,"x":1')],
  ],
  json_member_missing: [
    ["no signature", BODY_RULE, JSON.stringify({ timestamp: NOW })],
    ["no timestamp", BODY_RULE, JSON.stringify({ signature: SIGNATURE })],
    ["neither", BODY_RULE, "{}"],
    ["only external_task_ref", BODY_RULE, '{"external_task_ref":"thread-1"}'],
  ],
  json_member_not_string: [
    [
      "external_task_ref null",
      `${STRING}; external_task_ref is absent or a string, never null`,
      withMember('"external_task_ref":null'),
    ],
    ["external_task_ref a number", STRING, withMember('"external_task_ref":1')],
    ["external_task_ref an object", STRING, withMember('"external_task_ref":{}')],
    ["timestamp a number", STRING, JSON.stringify({ timestamp: NOW_MS / 1000, signature: SIGNATURE })],
    ["signature null", STRING, signed(null)],
  ],
  agent_runtime_id_invalid: [
    [
      "a runtime id with a colon, signed for it",
      `${ID}: with a colon the text would be an assertion's`,
      ...signedFor(`${RUNTIME}:task-0001`),
    ],
    ["an empty runtime id, signed for it", ID, ...signedFor("")],
    ["a runtime id with a slash, signed for it", ID, ...signedFor("a/b")],
  ],
  external_task_ref_invalid: [
    ["external_task_ref empty", REF, withRef("")],
    ["external_task_ref of 513 bytes", REF, withRef("a".repeat(513))],
    ["external_task_ref of 513 bytes in 257 characters", REF, withRef(`${"é".repeat(256)}a`)],
    ["external_task_ref with a newline", REF, withRef("a\nb")],
    ["external_task_ref with NUL", REF, withRef("a\0b")],
    ["external_task_ref with U+007F", REF, withRef("a\x7fb")],
    ["external_task_ref with U+0085", REF, withRef("a\u0085b")],
    ["external_task_ref with a leading space", REF, withRef(" a")],
    ["external_task_ref with a trailing no-break space", REF, withRef("a\u00a0")],
  ],
  timestamp_malformed: [
    ["timestamp with milliseconds", FORM, stamped("2026-11-22T06:16:09.000Z")],
    ["timestamp with +00:00", FORM, stamped("2026-11-22T06:16:09+00:00")],
    ["timestamp with z in lower case", FORM, stamped("2026-11-22T06:16:09z")],
    ["timestamp empty", FORM, stamped("")],
  ],
  timestamp_impossible: [
    ["timestamp of 30 February", "a timestamp is a real calendar date", stamped("2026-02-30T06:16:09Z")],
    ["timestamp with second 60", "a timestamp is a real time of day", stamped("2026-11-22T06:16:60Z")],
  ],
  signature_malformed: [
    ["signature empty", BASE64, signed("")],
    ["signature without padding", BASE64, signed(SIGNATURE.slice(0, -2))],
    ["signature of 63 bytes", BASE64, signed(base64(BYTES.subarray(1)))],
    ["signature with a trailing newline", BASE64, signed(`${SIGNATURE}\n`)],
  ],
  signature_invalid: [
    ["another runtime id", TEXT, BODY, runtime("agent-runtime-0002")],
    ["another key's signature", "the signature is the given key's", over(`${RUNTIME}:${NOW}`, OTHER)],
    ["checked against another key", "the signature is the given key's", BODY, { public_key: OTHER.ssh }],
    ["another second's signature", TEXT, over(`${RUNTIME}:2026-11-22T06:16:08Z`)],
    ["an assertion's signature", TEXT, signed(GOOD.signature)],
    [
      "a signature over external_task_ref too",
      TEXT,
      JSON.stringify({ ...JSON.parse(over(`${RUNTIME}:thread-1:${NOW}`)), external_task_ref: "thread-1" }),
    ],
    ["a newline after the text", TEXT, over(`${RUNTIME}:${NOW}\n`)],
    ["S plus the order", "S is below the group's order", signed(base64(BYTES.subarray(0, 32), S_PLUS_ORDER))],
  ],
  timestamp_expired: [
    ["300.001 s old", AGE, BODY, at(300_001)],
    ["301 s old", AGE, BODY, at(301_000)],
    ["61 s of 60", AGE, BODY, at(61_000, { max_age_seconds: 60 })],
  ],
  timestamp_in_future: [
    ["300.001 s ahead", SKEW, BODY, at(-300_001)],
    ["301 s ahead", SKEW, BODY, at(-301_000)],
    ["6 s ahead of 5", SKEW, BODY, at(-6000, { max_skew_seconds: 5 })],
  ],
};

function toCase([name, rule, body, options], code) {
  return { name, rule, body, agent_runtime_id: RUNTIME, now_ms: NOW_MS, ...options, code };
}

const cases = [
  ...ACCEPTED.map((row) => toCase(row, null)),
  ...Object.entries(REFUSED).flatMap(([code, rows]) => rows.map((row) => toCase(row, code))),
];

assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length, "two cases have one name");
cases.filter(({ code }) => code === null).forEach(checkAccepted);

function checkAccepted({ name, body, agent_runtime_id, public_key = AGENT.ssh, external_task_ref }) {
  const { timestamp, signature, ...rest } = JSON.parse(body);
  const text = `${agent_runtime_id}:${timestamp}`;
  assert.ok(nodeVerifies(rawOfSshLine(public_key), text, Buffer.from(signature, "base64")), name);
  assert.equal(rest.external_task_ref, external_task_ref, name);
}

export const registrations = {
  about:
    "Bodies of task registrations and an authority's verdicts. `code` null: verifies, and carries this " +
    "`external_task_ref` or none. Without `public_key` the one above holds; without the windows both are " +
    "300 seconds. Made by generate.mjs.",
  public_key: AGENT.ssh,
  cases,
};
