import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  AgentIdentity,
  AgentKey,
  decodeUnverifiedAgentIdentityJwt,
  features,
  planAuth,
  readAuth,
  readAuthJson,
  verifyAgentIdentityJwt,
  verifyAssertion,
  writeAuthJson,
} from "agent-identity-wasm";
import { recordedClaims as claims, encode, jwtAuthority } from "./support/jwt.mjs";
import { auth, recordings } from "./support/vectors.mjs";
import { checkAll, refuses } from "./support/verdicts.mjs";

const [chatgpt, fedramp, jwtRecording] = recordings;
const { jwt, jwks } = jwtRecording.authority;
const now = new Date(jwtRecording.recorded_at);

const authority = jwtAuthority();
const own = authority.jwk;
const signed = ({ header, payload } = {}) => authority.sign(payload, header);

const rejects = (code, token, set = { keys: [own] }, options = { now }) =>
  assert.rejects(verifyAgentIdentityJwt(token, set, options), (error) => {
    assert.equal(error.code, code, error.message);
    return true;
  });

test("the recorded JWT verifies against its JWKS, and decodes without", async () => {
  const verified = await verifyAgentIdentityJwt(jwt, jwks, { now });
  assert.deepEqual(verified, decodeUnverifiedAgentIdentityJwt(jwt));
  assert.deepEqual(verified, {
    iss: claims.iss,
    aud: claims.aud,
    iat: claims.iat,
    exp: claims.exp,
    agentRuntimeId: "agent-runtime-0001",
    agentPrivateKey: jwtRecording.privateKey,
    accountId: "account-0001",
    chatgptUserId: "user-0001",
    planType: "pro",
    fedramp: false,
    email: "agent@example.com",
  });
  await verifyAgentIdentityJwt(signed(), { keys: [own, ...jwks.keys] }, { now });
});

test("each way in which a JWT can be wrong has its code", async () => {
  const header = (more) => signed({ header: { alg: "RS256", kid: "k", ...more } });
  const payload = (more) => signed({ payload: { ...claims, ...more } });
  const [h, p, s] = signed().split(".");
  const hmac = (text) =>
    createHmac("sha256", authority.publicKey.export({ format: "pem", type: "spki" })).update(text);
  const hs256 = `${encode({ alg: "HS256", kid: "k" })}.${p}`;

  await rejects("jwt_malformed", "");
  await rejects("jwt_malformed", `${h}.${p}`);
  await rejects("jwt_malformed", `${h}.${p}.${s}.${s}`);
  await rejects("jwt_malformed", `${h}.${p}.${s}=`);
  await rejects("jwt_malformed", `${encode([])}.${p}.${s}`);
  await rejects("jwt_malformed", header({ crit: ["x"] }));
  await rejects("jwt_algorithm_invalid", header({ alg: "none" }));
  await rejects("jwt_algorithm_invalid", `${encode({ alg: "none", kid: "k" })}.${p}.AAAA`);
  await rejects("jwt_algorithm_invalid", `${hs256}.${hmac(hs256).digest("base64url")}`);
  await rejects("jwt_algorithm_invalid", header({ alg: "rs256" }));
  await rejects("jwt_algorithm_invalid", header({ alg: "RS512" }));
  await rejects("jwt_algorithm_invalid", header({ alg: undefined }));
  await rejects("jwt_key_unknown", header({ kid: undefined }));
  await rejects("jwt_key_unknown", header({ kid: "other" }));
  await rejects("jwt_key_unknown", header({ kid: 5 }));
  await rejects("jwt_signature_invalid", `${h}.${encode({ ...claims, account_id: "x" })}.${s}`);
  await rejects("jwt_signature_invalid", `${h}.${p}.AAAA`);
  await rejects("jwt_issuer_invalid", payload({ iss: "https://evil.example" }));
  await rejects("jwt_audience_invalid", payload({ aud: "someone-else" }));
  await rejects("jwt_audience_invalid", payload({ aud: ["a", "b"] }));
  await rejects("jwt_claim_invalid", payload({ aud: [5] }));
  await rejects("jwt_audience_invalid", payload({ aud: ["codex-app-server"] }));
  await rejects("jwt_audience_invalid", payload({ aud: ["x", "codex-app-server"] }));
  await rejects("jwt_expired", payload({ exp: now.getTime() / 1000 - 60 }));
  await rejects("jwt_not_yet_valid", payload({ nbf: now.getTime() / 1000 + 61 }));
  await rejects("jwt_claim_invalid", payload({ nbf: "now" }));
  await rejects("jwt_claim_invalid", payload({ exp: "tomorrow" }));
  await rejects("jwt_claim_invalid", payload({ account_id: undefined }));
  await rejects("jwt_claim_invalid", payload({ chatgpt_account_is_fedramp: "false" }));
  await rejects("agent_runtime_id_invalid", payload({ agent_runtime_id: "a:b" }));
  await rejects("private_key_truncated", payload({ agent_private_key: "MC4CAQ==" }));
  await verifyAgentIdentityJwt(payload({ email: undefined }), { keys: [own] }, { now });
});

test("exp and nbf have the same tolerance, 60 seconds unless another is given", async () => {
  const seconds = now.getTime() / 1000;
  const at = (times) => signed({ payload: { ...claims, ...times } });
  const verify = (token, options) => verifyAgentIdentityJwt(token, { keys: [own] }, { now, ...options });
  await verify(at({ exp: seconds - 30 }));
  await rejects("jwt_expired", at({ exp: seconds - 90 }));
  await verify(at({ exp: seconds - 90 }), { clockToleranceSeconds: 90.5 });
  await rejects("jwt_expired", at({ exp: seconds - 1 }), undefined, { now, clockToleranceSeconds: 0 });
  assert.equal((await verify(at({ nbf: seconds + 30 }))).nbf, seconds + 30);
  await rejects("jwt_not_yet_valid", at({ nbf: seconds + 90 }));
  await verify(at({ nbf: seconds + 90 }), { clockToleranceSeconds: 90 });
  await rejects("jwt_not_yet_valid", at({ nbf: seconds + 1 }), undefined, { now, clockToleranceSeconds: 0 });
  for (const clockToleranceSeconds of [-1, Number.NaN, Number.POSITIVE_INFINITY, 315_569_520_000]) {
    await rejects("number_out_of_range", signed(), undefined, { now, clockToleranceSeconds });
  }
  for (const clockToleranceSeconds of ["60", null, {}, 60n]) {
    await rejects("wrong_type", signed(), undefined, { now, clockToleranceSeconds });
  }
});

test("white space around a JWT is ignored, and its header must be an object", async () => {
  const padded = `\n\t ${signed()} \r\n`;
  const verified = await verifyAgentIdentityJwt(padded, { keys: [own] }, { now });
  assert.deepEqual(decodeUnverifiedAgentIdentityJwt(padded), verified);
  const [, payload, signature] = signed().split(".");
  for (const header of [encode([]), encode("x"), encode(null), "AAAA", "e30e30"]) {
    refuses("jwt_malformed", () => decodeUnverifiedAgentIdentityJwt(`${header}.${payload}.${signature}`));
  }
});

test("a plan's aliases are read in a JWT", () => {
  for (const [plan_type, expected] of [
    ["hc", "enterprise"],
    ["education", "edu"],
    ["pro", "pro"],
    ["new", "new"],
  ]) {
    const token = signed({ payload: { ...claims, plan_type } });
    assert.equal(decodeUnverifiedAgentIdentityJwt(token).planType, expected);
  }
});

test("bad keys of a key set are ignored", async () => {
  const bad = [
    null,
    5,
    true,
    "x",
    [],
    {},
    { kty: "new" },
    { kid: "k", kty: "new" },
    { ...own, n: undefined },
  ];
  for (const keys of [
    [...bad, own],
    [own, ...bad],
  ])
    await verifyAgentIdentityJwt(signed(), { keys }, { now });
  await rejects("jwt_key_unknown", signed(), { keys: [null, 5, {}] });
  await rejects("number_out_of_range", signed(), { keys: [own, ...Array(100).fill(null)] });
});

test("a key that is not one good RSA signature key is refused", async () => {
  const short = jwtAuthority("k", 1024);
  const keys = (...list) => ({ keys: list });
  await rejects("jwt_key_invalid", signed(), keys(own, own));
  await rejects("jwt_key_invalid", short.sign(), keys(short.jwk));
  await rejects("jwt_key_invalid", signed(), keys({ ...own, use: "enc" }));
  await rejects("jwt_key_invalid", signed(), keys({ ...own, alg: "PS256" }));
  await rejects("jwt_key_invalid", signed(), keys({ ...own, kty: "oct", k: "AAAA" }));
  await rejects("jwt_key_invalid", signed(), keys({ ...own, e: "AQ" }));
  await rejects("jwt_key_unknown", signed(), keys());
  await rejects("json_member_missing", signed(), {});
  await rejects("wrong_type", signed(), null);
});

const authJson = (agentIdentity) =>
  `{\n  "auth_mode": "chatgpt",\n  "tokens": {},\n  "agent_identity": ${JSON.stringify(agentIdentity)},\n  "big": 1.50e400\n}\n`;

test("auth.json: read, used, written", () => {
  const file = authJson(fedramp.auth_json_agent_identity);
  const { record, storedAs, authMode } = readAuthJson(file);
  assert.deepEqual(
    [storedAs, authMode, record.fedramp, record.taskId],
    ["record", "chatgpt", true, "task-0001"],
  );
  const agent = new AgentIdentity(record.agentRuntimeId, AgentKey.fromPkcs8(record.agentPrivateKey));
  verifyAssertion(agent.authorizationHeader(record.taskId), agent.publicKey);
  assert.equal(writeAuthJson(file, record), file);
  assert.equal(writeAuthJson(file, { ...record, taskId: "t2" }), file.replace("task-0001", "t2"));
  assert.equal(readAuthJson(authJson(jwt)).storedAs, "jwt");
  assert.equal(readAuthJson("{}"), undefined);
  refuses("wrong_type", () => writeAuthJson(file, { ...record, accountId: undefined }));
  refuses("private_key_unrecognized", () => writeAuthJson(file, { ...record, agentPrivateKey: "x" }));
  refuses("json_invalid", () => writeAuthJson("{", record));
  const large = (length) => JSON.stringify({ x: "x".repeat(length - 8) });
  const room = 1_048_576 - writeAuthJson(large(100), record).length + 100;
  assert.equal(writeAuthJson(large(room), record).length, 1_048_576);
  assert.equal(readAuthJson(writeAuthJson(large(room), record)).record.accountId, record.accountId);
  refuses("text_too_long", () => writeAuthJson(large(room + 1), record));
});

/** Returns the result of `readAuth` in the form in which a row of the table has it. */
function summaryOf({ snapshot, authMode, storedAs, accessToken, agentIdentityJwt }) {
  const { accountId, chatgptUserId, planType, email, fedramp, taskId } = snapshot.record ?? snapshot;
  const members = {
    auth_mode: authMode,
    mode: snapshot.mode,
    other_mode: snapshot.authMode,
    stored_as: storedAs,
    stored: snapshot.stored && true,
    access_token: accessToken,
    jwt: agentIdentityJwt,
    account_id: accountId,
    chatgpt_user_id: chatgptUserId,
    plan_type: planType,
    email,
    fedramp,
    task_id: taskId,
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

test("every auth.json of the table means what it means to the client", () => {
  checkAll(auth.cases, (row) => {
    const expected = Object.fromEntries(
      Object.entries(row.expected ?? {}).filter(([, value]) => value !== null),
    );
    assert.deepEqual(summaryOf(readAuth(row.file)), expected, row.name);
  });
});

test("what the table's files say never signs or registers against the client", () => {
  for (const { name, file } of auth.cases.filter(({ code }) => code === null)) {
    const { snapshot } = readAuth(file);
    const [off, on] = [false, true].map((useAgentIdentity) => planAuth(snapshot, { useAgentIdentity }).use);
    const expected = {
      agentIdentity: ["agentIdentity", "agentIdentity"],
      chatgpt: ["unchanged", on === "agentIdentity" ? "agentIdentity" : "register"],
    };
    assert.deepEqual([off, on], expected[snapshot.mode] ?? ["unchanged", "unchanged"], name);
  }
});

test("writeAuthJson sets the mode if there is no other credential, or if it is asked to", () => {
  const { record } = readAuthJson(authJson(chatgpt.auth_json_agent_identity));
  const mode = (file, options) => JSON.parse(writeAuthJson(file, record, options)).auth_mode;
  assert.equal(mode("{}"), "agentIdentity");
  assert.deepEqual(readAuth(writeAuthJson("{}", record)).snapshot, { mode: "agentIdentity", record });
  assert.equal(mode('{"OPENAI_API_KEY":"","tokens":null}'), "agentIdentity");
  assert.equal(mode('{"OPENAI_API_KEY":"sk"}'), undefined);
  assert.equal(mode('{"auth_mode":"chatgpt","tokens":{}}'), "chatgpt");
  assert.equal(mode('{"auth_mode":"chatgpt","tokens":{}}', { authMode: "agentIdentity" }), "agentIdentity");
  assert.equal(mode("{}", { authMode: "keep" }), undefined);
  assert.equal(mode("{}", { authMode: undefined }), "agentIdentity");
  for (const authMode of ["chatgpt", "", null, 5]) refuses("wrong_type", () => mode("{}", { authMode }));
  for (const options of [null, 5, "keep"]) refuses("wrong_type", () => mode("{}", options));
});

test("every combination of auth, feature and party has its plan", () => {
  const { record } = readAuthJson(authJson(chatgpt.auth_json_agent_identity));
  const account = { mode: "chatgpt", accountId: "account-0001", chatgptUserId: "user-0001" };
  const unchanged = (because) => ({ use: "unchanged", because });
  const register = { use: "register", accountId: "account-0001", chatgptUserId: "user-0001", fedramp: false };
  const foreign = { ...record, accountId: "other" };
  const foreignUser = { ...record, chatgptUserId: "other" };
  const reuse = { use: "agentIdentity", record };
  const table = [
    [{ mode: "agentIdentity", record }, reuse, reuse],
    [account, unchanged("feature_off"), register],
    [{ ...account, fedramp: true }, unchanged("feature_off"), { ...register, fedramp: true }],
    [{ ...account, stored: record }, unchanged("feature_off"), reuse],
    [{ ...account, stored: foreign }, unchanged("feature_off"), { ...register, replaces: foreign }],
    [{ ...account, stored: foreignUser }, unchanged("feature_off"), { ...register, replaces: foreignUser }],
    [{ mode: "apiKey" }, unchanged("no_account"), unchanged("no_account")],
    [{ mode: "none" }, unchanged("no_account"), unchanged("no_account")],
    [{ mode: "other", authMode: "headers" }, unchanged("mode_unsupported"), unchanged("mode_unsupported")],
    [
      { ...account, planType: "pro", email: "a@example.com" },
      unchanged("feature_off"),
      { ...register, planType: "pro", email: "a@example.com" },
    ],
  ];
  for (const [auth, off, on] of table) {
    assert.deepEqual(planAuth(auth), off);
    assert.deepEqual(planAuth(auth, { useAgentIdentity: false, firstParty: true }), off);
    assert.deepEqual(planAuth(auth, { useAgentIdentity: true }), on);
    for (const useAgentIdentity of [true, false]) {
      const plan = planAuth(auth, { useAgentIdentity, firstParty: false });
      assert.deepEqual(plan, unchanged("not_first_party"));
    }
  }
  refuses("wrong_type", () => planAuth({ mode: "another" }));
  refuses("wrong_type", () => planAuth({ ...account, planType: 5 }));
  refuses("wrong_type", () => planAuth(account, { useAgentIdentity: "yes" }));
  refuses("wrong_type", () => planAuth({ mode: "agentIdentity" }));
});

test("the features are the core's", () => {
  const source = readFileSync(new URL("../../src/identity/opting_in.rs", import.meta.url), "utf8");
  const list = source.match(/FEATURES: &\[Feature\] =([\s\S]*?)\];/)[1];
  assert.equal([...list.matchAll(/Feature \{/g)].length, features.length);
  for (const { key, stage, defaultEnabled, description } of features) {
    for (const text of [`key: "${key}"`, `stage: "${stage}"`, `default_enabled: ${defaultEnabled}`]) {
      assert.ok(list.includes(text), text);
    }
    assert.ok(list.includes(`description: "${description}"`));
  }
});
