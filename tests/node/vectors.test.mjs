import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AgentKey,
  AgentPublicKey,
  endpoints,
  verifyAssertion,
  verifyAssertions,
  verifyTaskRegistration,
} from "agent-identity-wasm";
import { endpointTable, headers, keys, registrations } from "./support/vectors.mjs";
import { checkAll } from "./support/verdicts.mjs";

const hex = (bytes) => Buffer.from(bytes).toString("hex");

const optionsOf = (row) => ({
  now: row.now_ms ?? new Date(headers.now),
  maxAgeSeconds: row.max_age_seconds,
  maxSkewSeconds: row.max_skew_seconds,
  expectedAgentRuntimeId: row.expected_agent_runtime_id,
  expectedTaskId: row.expected_task_id,
});

const circumstances = (row) => JSON.stringify([row.public_key, optionsOf(row)]);

function groupBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

test("every header gets the verdict of its row", () => {
  checkAll(headers.cases, (row) => {
    const key = AgentPublicKey.parse(row.public_key ?? headers.public_key);
    verifyAssertion(row.header, key, optionsOf(row));
  });
});

test("every header gets the same verdict in a list of those with its key and its options", () => {
  const groups = groupBy(headers.cases, circumstances);
  assert.ok([...groups.values()].some((rows) => rows.length > 300));
  for (const rows of groups.values()) {
    const key = AgentPublicKey.parse(rows[0].public_key ?? headers.public_key);
    const texts = rows.map((row) => row.header);
    const verdicts = verifyAssertions(texts, key, optionsOf(rows[0]));
    const codes = verdicts.map((verdict) => (verdict.ok ? null : verdict.error.code));
    assert.deepEqual(
      codes,
      rows.map((row) => row.code),
    );
  }
});

test("every public key gets the verdict of its row", () => {
  checkAll(keys.public, (row) => assert.equal(hex(AgentPublicKey.parse(row.source).toBytes()), row.hex));
});

test("every private key gets the verdict of its row", () => {
  checkAll(keys.private, (row) => {
    const source = row.encoding === "text" ? row.source : Buffer.from(row.source, "base64");
    assert.equal(hex(AgentKey.fromPkcs8(source).publicKey.toBytes()), row.public_hex);
  });
});

test("every registration gets the verdict of its row", () => {
  checkAll(registrations.cases, (row) => {
    const key = AgentPublicKey.parse(row.public_key ?? registrations.public_key);
    const options = {
      now: row.now_ms,
      maxAgeSeconds: row.max_age_seconds,
      maxSkewSeconds: row.max_skew_seconds,
    };
    const { externalTaskRef } = verifyTaskRegistration(row.body, row.agent_runtime_id, key, options);
    assert.equal(externalTaskRef, row.external_task_ref);
  });
});

test("every base gives the URLs of its row", () => {
  checkAll(endpointTable.cases, (row) => {
    const found = endpoints(row.base ?? undefined, { authApiBaseUrl: row.auth_api_base });
    assert.deepEqual(
      {
        chatgpt_base_url: found.chatgptBaseUrl,
        auth_api_base_url: found.authApiBaseUrl,
        jwks_url: found.jwksUrl,
        agent_registration_url: found.agentRegistrationUrl,
        task_registration_url: found.taskRegistrationUrl(row.agent_runtime_id),
      },
      row.expected,
    );
  });
});
