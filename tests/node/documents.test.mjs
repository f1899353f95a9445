import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentKey, AgentPublicKey, inspectAssertion, inspectDocument } from "agent-identity-wasm";
import { jwtAuthority, recordedClaims } from "./support/jwt.mjs";
import { documents, recordings, texts } from "./support/vectors.mjs";

const optionsOf = (row) => ({
  now: row.now_ms ?? new Date(documents.now),
  expectedAgentRuntimeId: row.expected_agent_runtime_id,
  publicKey: row.public_key && AgentPublicKey.parse(row.public_key),
});

const summaryOf = ({ kind, valid, findings, parts }, row) => ({
  kind,
  valid: valid ?? null,
  findings: findings.map(({ code }) => code),
  parts: row.parts && parts.map(({ name, secret }) => `${name}${secret ? "!" : ""}`),
});

const summaryOfRow = ({ kind, valid, findings, parts }) => ({ kind, valid, findings, parts });

test("every document of the table is explained", async () => {
  const found = await Promise.all(documents.cases.map((row) => inspectDocument(row.text, optionsOf(row))));
  documents.cases.forEach((row, index) => {
    assert.deepEqual(summaryOf(found[index], row), summaryOfRow(row), row.name);
  });
});

test("no explanation shows a secret, whatever it is printed with", async () => {
  for (const row of documents.cases) {
    const { inspection, ...document } = await inspectDocument(row.text, optionsOf(row));
    const shown = JSON.stringify(document);
    for (const secret of documents.secrets) assert.ok(!shown.includes(secret), row.name);
  }
});

test("spans count UTF-16 code units", async () => {
  const key = AgentKey.generate().publicKey.toSsh();
  const text = `\u{1f511} \n {"x":"\u{1f511}","agent_public_key":"${key}"}`.slice(3);
  const { parts, kind } = await inspectDocument(text);
  assert.equal(kind, "agentRegistration");
  const { span, value } = parts.find(({ name }) => name === "agent_public_key");
  assert.equal(span.in, "text");
  assert.equal(JSON.parse(text.slice(span.start, span.end)), value);
});

test("an assertion has its whole inspection, and the key that signed it", async () => {
  const [recording] = recordings;
  const header = recording.assertions[0];
  const publicKey = AgentKey.fromPkcs8(recording.privateKey).publicKey;
  const options = { publicKey, now: new Date(recording.recorded_at) };
  const document = await inspectDocument(header, options);
  assert.deepEqual(document.inspection, inspectAssertion(header, options));
  assert.equal(document.valid, true);
  assert.ok(document.publicKey.equals(publicKey));
  const other = AgentKey.generate().publicKey;
  const found = await inspectDocument(header, {
    ...options,
    publicKey: undefined,
    otherPublicKeys: [other, publicKey],
  });
  assert.equal(found.valid, undefined);
  assert.deepEqual(
    found.findings.map(({ code }) => code),
    ["other_key_matches"],
  );
  assert.ok(found.publicKey.equals(publicKey));
});

test("the public key belongs to whatever holds one", async () => {
  const key = AgentKey.generate();
  const pkcs8 = key.exportPkcs8();
  const record = {
    ...{ agent_runtime_id: "agent-1", agent_private_key: pkcs8, account_id: "a", chatgpt_user_id: "u" },
    ...{ plan_type: "pro", chatgpt_account_is_fedramp: false },
  };
  const authority = jwtAuthority();
  for (const text of [
    pkcs8,
    key.publicKey.toSsh(),
    JSON.stringify(key.publicKey.toJwk()),
    JSON.stringify(record),
    JSON.stringify({ auth_mode: "agentIdentity", agent_identity: record }),
    JSON.stringify({ agent_public_key: key.publicKey.toSsh() }),
    authority.sign({ ...recordedClaims, agent_private_key: pkcs8 }),
  ]) {
    const { publicKey } = await inspectDocument(text);
    assert.ok(publicKey?.equals(key.publicKey), text.slice(0, 40));
  }
});

test("a JWT is judged with a key set", async () => {
  const authority = jwtAuthority();
  const jwks = { keys: [authority.jwk] };
  const now = new Date(documents.now);
  const judge = async (text, options) => {
    const { valid, findings } = await inspectDocument(text, { jwks, now, ...options });
    return [valid, ...findings.map(({ code }) => code)];
  };
  assert.deepEqual(await judge(authority.sign()), [true, "document_secret"]);
  assert.deepEqual(await judge(`\ufeff ${authority.sign()}\n`), [true, "byte_order_mark", "document_secret"]);
  assert.deepEqual(await judge(jwtAuthority().sign()), [false, "jwt_signature_invalid", "document_secret"]);
  assert.deepEqual(await judge(jwtAuthority("other").sign()), [false, "jwt_key_unknown", "document_secret"]);
  const expired = authority.sign({ ...recordedClaims, exp: 5 });
  assert.deepEqual(await judge(expired), [false, "jwt_expired", "document_secret"]);
  assert.deepEqual(await judge(authority.sign(), { jwks: {} }), [
    false,
    "json_member_missing",
    "document_secret",
  ]);
  assert.deepEqual(await judge(authority.sign(), { jwks: undefined }), [
    undefined,
    "document_secret",
    "signature_unchecked",
  ]);
});

test("it never throws and never rejects", async () => {
  const throwing = Object.defineProperty({}, "publicKey", {
    get() {
      throw new Error("mine");
    },
  });
  for (const [text, options, code] of [
    [undefined, undefined, "wrong_type"],
    [5, undefined, "wrong_type"],
    ["x".repeat(1_048_577), undefined, "text_too_long"],
    ["\ud800", undefined, "text_not_unicode"],
    ["x", null, "wrong_type"],
    ["x", { publicKey: "ssh-ed25519 AAAA" }, "wrong_type"],
    ["x", { otherPublicKeys: [1] }, "wrong_type"],
    ["x", { now: "today" }, "wrong_type"],
    ["x", throwing, "wrong_type"],
  ]) {
    const document = await inspectDocument(text, options);
    assert.deepEqual([document.kind, document.valid, document.parts], ["unknown", undefined, []]);
    assert.deepEqual(
      document.findings.map((finding) => finding.code),
      [code],
    );
  }
  const gone = AgentKey.generate().publicKey;
  gone.free();
  const { findings } = await inspectDocument("x", { publicKey: gone });
  assert.deepEqual(
    findings.map((finding) => finding.code),
    ["freed"],
  );
});

test("a token alone is an assertion, also in quotes and over several lines", async () => {
  const tokens = texts.cases.filter(({ name }) => name.startsWith("a bare token"));
  assert.ok(tokens.length > 3);
  for (const { name, text } of tokens) assert.equal((await inspectDocument(text)).kind, "assertion", name);
});
