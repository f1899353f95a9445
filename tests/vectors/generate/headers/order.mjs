// Headers with two things wrong with them: the check that comes first gives the verdict.
import { refused } from "../cases.mjs";
import { assertion, header, JSON_TEXT, NOW_MS, signatureOver, TOKEN } from "../envelope.mjs";
import { OTHER } from "../key-material.mjs";

const LATE = { now_ms: NOW_MS + 3_600_000 };
const EARLY = { now_ms: NOW_MS - 3_600_000 };
const OTHER_RUNTIME = { expected_agent_runtime_id: "x" };
const OTHER_TASK = { expected_task_id: "x" };
const GOOD = `AgentAssertion ${TOKEN}`;
const THIRTY_FEBRUARY = "2026-02-30T06:16:09Z";
const ALL_BAD = '{"agent_runtime_id":"a:b","signature":"","task_id":"","timestamp":0}';

/** Good but for a signature that is not base64, or one over another text. */
const broken = (changes) => assertion({ ...changes, signature: "" });
const forged = (changes) => assertion({ ...changes, signature: signatureOver("another text") });
const bytes = (...parts) => header(Buffer.concat(parts.map((part) => Buffer.from(part))));

/** [code, the check that comes first, the check that comes after, header, options] */
const ROWS = [
  ["assertion_too_long", "length", "scheme", `Bearer ${"A".repeat(8192)}`],
  ["assertion_too_long", "length", "base64url", `AgentAssertion ${"=".repeat(8192)}`],
  ["assertion_scheme_invalid", "scheme", "base64url", "Bearer ===="],
  ["assertion_base64url_invalid", "base64url", "UTF-8", `${bytes([0xff, 0xff, 0xff])}=`],
  ["assertion_base64url_invalid", "base64url", "JSON", "AgentAssertion {"],
  ["assertion_utf8_invalid", "UTF-8", "JSON", bytes("{", [0xff])],
  ["assertion_utf8_invalid", "UTF-8", "one object", bytes("[", [0xff], "]")],
  ["json_invalid", "JSON", "no member twice", header('{"x":1,"x":2,')],
  ["json_invalid", "JSON", "members missing", header('{"x":}')],
  ["json_invalid", "JSON", "strings", header(JSON_TEXT.replace('"task-0001"', "NaN"))],
  ["json_not_object", "one object", "nothing after it", header("[] []")],
  ["json_not_object", "one object", "members inside", header('[{"x":1,"x":2}]')],
  ["json_trailing_data", "nothing after the object", "no member twice", header('{"x":1,"x":2}}')],
  ["json_trailing_data", "nothing after the object", "members missing", header("{} {}")],
  ["json_member_duplicate", "no member twice", "members missing", header('{"task_id":"a","task_id":"a"}')],
  ["json_member_duplicate", "no member twice", "strings", header(`{"task_id":1,${JSON_TEXT.slice(1)}`)],
  ["json_member_missing", "members missing", "strings", header('{"agent_runtime_id":null,"task_id":1}')],
  ["json_member_missing", "members missing", "runtime id", header('{"agent_runtime_id":"a:b"}')],
  ["json_member_not_string", "strings", "runtime id", header(ALL_BAD)],
  ["agent_runtime_id_invalid", "runtime id", "task id", assertion({ agent_runtime_id: "a:b", task_id: "" })],
  ["agent_runtime_id_invalid", "runtime id", "timestamp", assertion({ agent_runtime_id: "", timestamp: "" })],
  ["task_id_invalid", "task id", "timestamp", assertion({ task_id: "", timestamp: "now" })],
  ["task_id_invalid", "task id", "signature's form", broken({ task_id: "" })],
  ["timestamp_malformed", "timestamp's form", "signature's form", broken({ timestamp: "now" })],
  ["timestamp_malformed", "timestamp's form", "its date", assertion({ timestamp: "2026-02-30T06:16:09z" })],
  ["timestamp_impossible", "timestamp's date", "signature's form", broken({ timestamp: THIRTY_FEBRUARY })],
  ["timestamp_impossible", "timestamp's date", "signature", forged({ timestamp: THIRTY_FEBRUARY })],
  ["signature_malformed", "signature's form", "age", broken(), LATE],
  ["signature_malformed", "signature's form", "expected ids", broken(), OTHER_TASK],
  ["signature_invalid", "signature", "age", forged(), LATE],
  ["signature_invalid", "signature", "skew", forged(), EARLY],
  [
    "signature_invalid",
    "signature",
    "expected runtime id",
    GOOD,
    { public_key: OTHER.ssh, ...OTHER_RUNTIME },
  ],
  ["timestamp_expired", "age", "expected runtime id", GOOD, { ...LATE, ...OTHER_RUNTIME }],
  ["timestamp_in_future", "skew", "expected task id", GOOD, { ...EARLY, ...OTHER_TASK }],
  [
    "agent_runtime_id_unexpected",
    "expected runtime id",
    "expected task id",
    GOOD,
    { ...OTHER_RUNTIME, ...OTHER_TASK },
  ],
];

const RULE = "of two failing checks the first gives the verdict";

export default ROWS.flatMap(([code, first, then, text, options]) =>
  refused(code, [[`order: ${first} before ${then}`, RULE, text, options]]),
);
