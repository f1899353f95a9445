import assert from "node:assert/strict";
import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  AgentIdentity,
  AgentKey,
  decodeUnverifiedAgentIdentityJwt,
  features,
  planAuth,
  readAuthJson,
  verifyAgentIdentityJwt,
  verifyAssertion,
  writeAuthJson,
} from "agent-identity-wasm";
import { recordings } from "./support/vectors.mjs";
import { refuses } from "./support/verdicts.mjs";

const [chatgpt, fedramp, jwtRecording] = recordings;
const { jwt, jwks } = jwtRecording.authority;
const now = new Date(jwtRecording.recorded_at);

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const claims = JSON.parse(Buffer.from(jwt.split(".")[1], "base64url"));
const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const publicJwk = (keys = pair) => keys.publicKey.export({ format: "jwk" });
const own = { ...publicJwk(), kid: "k", use: "sig", alg: "RS256" };

function signed({ header = { alg: "RS256", kid: "k" }, payload = claims, keys = pair } = {}) {
  const text = `${encode(header)}.${encode(payload)}`;
  return `${text}.${createSign("sha256").update(text).sign(keys.privateKey, "base64url")}`;
}

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
    createHmac("sha256", pair.publicKey.export({ format: "pem", type: "spki" })).update(text);
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
  await rejects("jwt_expired", payload({ exp: now.getTime() / 1000 }));
  await rejects("jwt_claim_invalid", payload({ exp: "tomorrow" }));
  await rejects("jwt_claim_invalid", payload({ account_id: undefined }));
  await rejects("jwt_claim_invalid", payload({ chatgpt_account_is_fedramp: "false" }));
  await rejects("agent_runtime_id_invalid", payload({ agent_runtime_id: "a:b" }));
  await rejects("private_key_truncated", payload({ agent_private_key: "MC4CAQ==" }));
  await verifyAgentIdentityJwt(
    payload({ aud: ["x", "codex-app-server"], email: undefined }),
    { keys: [own] },
    { now },
  );
});

test("a key that is not one good RSA signature key is refused", async () => {
  const short = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const keys = (...list) => ({ keys: list });
  await rejects("jwt_key_invalid", signed(), keys(own, own));
  await rejects("jwt_key_invalid", signed({ keys: short }), keys({ ...publicJwk(short), kid: "k" }));
  await rejects("jwt_key_invalid", signed(), keys({ ...own, use: "enc" }));
  await rejects("jwt_key_invalid", signed(), keys({ ...own, alg: "PS256" }));
  await rejects("jwt_key_invalid", signed(), keys({ ...own, kty: "oct", k: "AAAA" }));
  await rejects("jwt_key_invalid", signed(), keys({ ...own, e: "AQ" }));
  await rejects("jwt_key_unknown", signed(), keys());
  await rejects("json_member_missing", signed(), {});
  await rejects("wrong_type", signed(), null);
});

const authJson = (agentIdentity) =>
  `{\n  "auth_mode": "chatgpt",\n  "agent_identity": ${JSON.stringify(agentIdentity)},\n  "big": 1.50e400\n}\n`;

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
  refuses("wrong_type", () => planAuth({ mode: "other" }));
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
