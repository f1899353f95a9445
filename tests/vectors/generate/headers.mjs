// headers.json: what a verifier is given, and its verdict. The rows are in headers/, in the checks' order.
import assert from "node:assert/strict";
import { NOW, NOW_MS } from "./envelope.mjs";
import encoding from "./headers/encoding.mjs";
import freshness from "./headers/freshness.mjs";
import ids from "./headers/ids.mjs";
import json from "./headers/json.mjs";
import lengthAndScheme from "./headers/length-and-scheme.mjs";
import membersOf from "./headers/members.mjs";
import order from "./headers/order.mjs";
import recorded from "./headers/recorded.mjs";
import signatures from "./headers/signatures.mjs";
import timestamps from "./headers/timestamps.mjs";
import { AGENT, nodeVerifies, rawOfSshLine } from "./key-material.mjs";

/** The verdicts, in the order in which the checks are made. */
const CODES = [
  "assertion_too_long",
  "assertion_scheme_invalid",
  "assertion_base64url_invalid",
  "assertion_utf8_invalid",
  "json_invalid",
  "json_not_object",
  "json_trailing_data",
  "json_member_duplicate",
  "json_member_missing",
  "json_member_not_string",
  "agent_runtime_id_invalid",
  "task_id_invalid",
  "timestamp_malformed",
  "timestamp_impossible",
  "signature_malformed",
  "signature_invalid",
  "timestamp_expired",
  "timestamp_in_future",
  "agent_runtime_id_unexpected",
  "task_id_unexpected",
];
const AFTER_THE_SIGNATURE = CODES.slice(CODES.indexOf("signature_invalid") + 1);

const cases = [
  ...recorded,
  ...lengthAndScheme,
  ...encoding,
  ...json,
  ...membersOf,
  ...ids,
  ...timestamps,
  ...signatures,
  ...freshness,
  ...order,
];

cases.forEach(check);
assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length, "two cases have one name");

/** What node:crypto can say of a case by itself: that what has to verify does. */
function check(entry) {
  assert.ok(entry.code === null || CODES.includes(entry.code), entry.name);
  assert.ok(entry.header.isWellFormed(), entry.name);
  if (entry.code === null || AFTER_THE_SIGNATURE.includes(entry.code)) {
    assert.ok(signatureHolds(entry), entry.name);
    assert.equal(entry.code === null, isFresh(entry) && isExpected(entry), entry.name);
  }
}

function envelopeOf({ header }) {
  return JSON.parse(Buffer.from(header.split(/ +/)[1], "base64url"));
}

function signatureHolds(entry) {
  const { agent_runtime_id, task_id, timestamp, signature } = envelopeOf(entry);
  const raw = rawOfSshLine(entry.public_key ?? AGENT.ssh);
  return nodeVerifies(raw, `${agent_runtime_id}:${task_id}:${timestamp}`, Buffer.from(signature, "base64"));
}

function isFresh({ now_ms = NOW_MS, max_age_seconds = 300, max_skew_seconds = 300, ...entry }) {
  const age = now_ms - Date.parse(envelopeOf(entry).timestamp);
  return age <= max_age_seconds * 1000 && -age <= max_skew_seconds * 1000;
}

function isExpected({ expected_agent_runtime_id, expected_task_id, ...entry }) {
  const { agent_runtime_id, task_id } = envelopeOf(entry);
  const is = (value, expected = value) => value === expected;
  return is(agent_runtime_id, expected_agent_runtime_id) && is(task_id, expected_task_id);
}

export const headers = {
  about:
    "Authorization headers and a verifier's verdicts. `code` null: verifies; else the code of the first " +
    "check that fails. Without `now_ms` (milliseconds since 1970) the clock shows `now`; without " +
    "`public_key` the one above holds; without the windows both are 300 seconds. Made by generate.mjs.",
  public_key: AGENT.ssh,
  now: NOW,
  cases,
};
