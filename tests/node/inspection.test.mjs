import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  AgentIdentity,
  AgentKey,
  AgentPublicKey,
  inspectAssertion,
  inspectDocument,
  verifyAssertion,
} from "agent-identity-wasm";
import { headers } from "./support/vectors.mjs";
import { codeOf } from "./support/verdicts.mjs";

const agent = new AgentIdentity("agent-1", AgentKey.generate());
const { publicKey } = agent;
const codes = (inspection) => inspection.findings.map((finding) => finding.code);
const ofJson = (json) => `AgentAssertion ${Buffer.from(json).toString("base64url")}`;

test("inspect and verify agree on every header of the table", () => {
  let compared = 0;
  for (const row of headers.cases) {
    if (row.header !== row.header.trim() || !/^agentassertion /i.test(row.header)) continue;
    const key = AgentPublicKey.parse(row.public_key ?? headers.public_key);
    const options = {
      now: row.now_ms ?? new Date(headers.now),
      maxAgeSeconds: row.max_age_seconds,
      maxSkewSeconds: row.max_skew_seconds,
      expectedAgentRuntimeId: row.expected_agent_runtime_id,
      expectedTaskId: row.expected_task_id,
    };
    const inspection = inspectAssertion(row.header, { ...options, publicKey: key });
    const code = codeOf(() => verifyAssertion(row.header, key, options));
    if (inspection.header !== row.header) {
      // A part of the text was judged, and a finding says so.
      assert.ok(inspection.findings.length > 0, row.name);
      continue;
    }
    assert.equal(inspection.valid, code === null, row.name);
    const errors = inspection.findings.filter((finding) => finding.severity === "error");
    if (code === null) assert.deepEqual(errors, [], row.name);
    else assert.ok(codes(inspection).includes(code), `${row.name}: ${code} in ${codes(inspection)}`);
    compared++;
  }
  assert.ok(compared > 600);
});

test("a good header, part by part", () => {
  const now = Date.UTC(2026, 10, 22, 6, 16, 9);
  const header = agent.authorizationHeader("task-é", { now });
  const inspection = inspectAssertion(header, { publicKey, now: now + 1500 });
  const { assertion, ...rest } = inspection;
  assert.deepEqual(rest, {
    valid: true,
    signature: "valid",
    signedBy: publicKey.fingerprint(),
    freshness: "fresh",
    header,
    json: Buffer.from(header.split(" ")[1], "base64url").toString(),
    ageSeconds: 1.5,
    findings: [],
  });
  assert.deepEqual(assertion, verifyAssertion(header, publicKey, { now }));
});

test("a finding's place is counted in UTF-16", () => {
  const json = '{"😀":"é","timestamp":5}';
  const { findings } = inspectAssertion(`log é😀 ${ofJson(json)} end`);
  const found = findings.find((finding) => finding.code === "json_member_not_string");
  assert.equal(json.slice(found.span.start, found.span.end), "5");
  const text = `é😀 ${ofJson("x")} end`;
  const form = inspectAssertion(text).findings.find((finding) => finding.code === "form_embedded");
  assert.equal(text.slice(form.span.start, form.span.end), text);
});

test("among several keys, the one that fits is told", () => {
  const header = agent.authorizationHeader("task-1");
  const other = AgentKey.generate().publicKey;
  const both = { otherPublicKeys: [other, publicKey] };
  const inspection = inspectAssertion(header, { publicKey: other, ...both });
  assert.equal(inspection.valid, false);
  assert.equal(inspection.signedBy, publicKey.fingerprint());
  assert.deepEqual(codes(inspection), ["signature_invalid", "other_key_matches"]);
  assert.equal(inspectAssertion(header, { publicKey, ...both }).signedBy, publicKey.fingerprint());
  assert.deepEqual(codes(inspectAssertion(header, both)), ["other_key_matches"]);
  assert.equal(inspectAssertion(header, { otherPublicKeys: [other] }).signedBy, undefined);
  for (const none of [5, other, [5], Array(1001).fill(other)]) {
    assert.deepEqual(codes(inspectAssertion(header, { otherPublicKeys: none })), ["wrong_type"]);
  }
});

test("nothing makes it throw", () => {
  const deep = ofJson(`{"a":${"[".repeat(3000)}${"]".repeat(3000)}}`);
  for (const text of [undefined, null, 5, {}, "\ud800", "x".repeat(2_000_000), "", "\0", deep]) {
    const { valid, findings } = inspectAssertion(text, { publicKey });
    assert.ok(!valid && findings.length > 0);
  }
  for (const options of [null, 5, { publicKey: {} }, { now: NaN }, { maxAgeSeconds: -1 }]) {
    assert.equal(inspectAssertion(agent.authorizationHeader("t"), options).findings[0].severity, "error");
  }
});

test("no list of keys makes it throw, wait, or find something without a code", () => {
  const spoilt = (members, list = [publicKey]) => Object.defineProperties(list, members);
  const thrower = (thrown) => () => {
    throw thrown;
  };
  const { proxy: revoked, revoke } = Proxy.revocable([], {});
  revoke();
  const lists = [
    ...[null, undefined, new Error("boo"), Object.create(null)].flatMap((thrown) => [
      new Proxy([publicKey], { get: thrower(thrown) }),
      spoilt({ 0: { get: thrower(thrown) } }, []),
    ]),
    ...[-1, 1.5, NaN, Infinity, 2 ** 53, "1", null, {}, Symbol("1")].map(
      (length) => new Proxy([], { get: (list, name) => (name === "length" ? length : list[name]) }),
    ),
    ...[revoked, new Array(2 ** 32 - 1), { length: 1, 0: publicKey }, null, Symbol("x")],
  ];
  for (const otherPublicKeys of lists) {
    const { valid, findings } = inspectAssertion("x", { otherPublicKeys });
    assert.equal(valid, false);
    assert.deepEqual(
      findings.map(({ code }) => code),
      ["wrong_type"],
    );
    assert.ok(findings[0].message.length > 0);
  }
  const options = [null, undefined, new Error("boo")].map(
    (thrown) => new Proxy({}, { get: thrower(thrown), has: thrower(thrown) }),
  );
  for (const one of options) assert.deepEqual(codes(inspectAssertion("x", one)), ["wrong_type"]);
});

test("the keys of a list are read by their index, whatever its methods do", () => {
  const header = agent.authorizationHeader("task-1");
  const otherPublicKeys = [publicKey];
  const endless = function* () {
    for (;;) yield [0, publicKey];
  };
  for (const name of ["entries", "map", "forEach", "concat", Symbol.iterator])
    Object.defineProperty(otherPublicKeys, name, { value: endless });
  assert.equal(inspectAssertion(header, { otherPublicKeys }).signedBy, publicKey.fingerprint());
});

test("every code of a finding is declared", () => {
  const types = readFileSync(new URL("../../pkg/src/inspection.ts", import.meta.url), "utf8");
  const declared = [...types.match(/InspectionNoteCode =([\s\S]*?)\n\n/)[1].matchAll(/\| "(\w+)"/g)].map(
    ([, code]) => code,
  );
  const sources = ["envelope", "locate", "mod"].map((name) =>
    readFileSync(new URL(`../../src/inspect/${name}.rs`, import.meta.url), "utf8"),
  );
  const used = [...sources.join("").matchAll(/findings\s*\.(?:note|warn)\(\s*"(\w+)"/g)].map(
    ([, code]) => code,
  );
  assert.deepEqual([...new Set(used)].sort(), declared.sort());
});

test("a text with several assertions says so, and judges the first", () => {
  const agent = new AgentIdentity("agent-1", AgentKey.generate());
  const [one, other] = [agent.authorizationHeader("task-1"), agent.authorizationHeader("task-2")];
  for (const text of [
    `${one}, ${other}`,
    `${one}\n${other}\n${one}`,
    `curl -H '${one}' -H '${other}' https://a.example`,
  ]) {
    const { assertion, findings } = inspectAssertion(text, { publicKey: agent.publicKey });
    assert.equal(assertion.taskId, "task-1");
    assert.deepEqual(
      findings.filter(({ code }) => code === "assertions_several").map(({ severity }) => severity),
      ["warning"],
      text,
    );
  }
  assert.ok(!inspectAssertion(one).findings.some(({ code }) => code === "assertions_several"));
});

test("a header of another scheme is called one, and prose is not", async () => {
  for (const text of [
    "Bearer abc",
    "bearer eyJh.eyJh.AAAA",
    "Authorization: Bearer abc",
    "[object Object]",
    "curl -H 'authorization: Basic QTpC' https://a.example",
  ]) {
    const { kind, valid, findings } = await inspectDocument(text);
    assert.deepEqual([kind, valid, findings[0].code], ["assertion", false, "assertion_scheme_invalid"], text);
  }
  for (const text of ["Bearer of bad news", "Basic", "authorization"])
    assert.equal((await inspectDocument(text)).kind, "unknown", text);
});
