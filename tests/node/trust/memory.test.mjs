import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ed25519 } from "@noble/curves/ed25519.js";
import { tried } from "../../torture/tried.mjs";
import { linearMemory, memoryBytes } from "./support/linear-memory.mjs";
import { found, pkcs8Of, secretForms } from "./support/secret-forms.mjs";

const {
  AgentIdentity,
  AgentKey,
  AgentPublicKey,
  decodeUnverifiedAgentIdentityJwt,
  planAuth,
  readAuth,
  readAuthJson,
  sealTaskId,
  verifyAgentIdentityJwt,
  writeAuthJson,
} = await import("agent-identity-wasm");

const ROUNDS = 8;
const NOW = { now: 1_795_328_169_000 };

/** Runs `work` with fresh keys, often enough to show what is only sometimes left; nothing of them may remain. */
async function leavesNothing(work, makeSeed = () => randomBytes(32)) {
  for (let round = 0; round < ROUNDS; round++) {
    const seed = makeSeed();
    await work(pkcs8Of(seed), seed);
    assert.deepEqual(found(linearMemory(), secretForms(seed)), []);
  }
  tried("keys", ROUNDS);
}

const throws = (work) => assert.throws(work, { name: "AgentIdentityError" });

test("the search finds a key that is there", () => {
  const seed = randomBytes(32);
  const key = AgentKey.fromPkcs8(pkcs8Of(seed));
  assert.ok(found(linearMemory(), secretForms(seed)).includes("seed"));
  key.free();
  assert.deepEqual(found(linearMemory(), secretForms(seed)), []);
});

test("after a key was read, used, exported and freed", () =>
  leavesNothing((pkcs8) => {
    const key = AgentKey.fromPkcs8(pkcs8);
    const identity = new AgentIdentity("agent-1", key);
    identity.authorizationHeader("task-1", NOW);
    identity.taskRegistrationRequest({ endpoints: "production", ...NOW });
    const sealed = sealTaskId("task-1", key.publicKey);
    identity.readTaskRegistrationResponse({ encrypted_task_id: sealed });
    assert.equal(key.exportPkcs8(), pkcs8);
    assert.ok(key.exportPkcs8({ format: "pem" }).includes(pkcs8));
    assert.deepEqual(Buffer.from(key.exportPkcs8({ format: "der" })), Buffer.from(pkcs8, "base64"));
    String(key);
    key.free();
    identity.free();
  }));

test("after a key came as bytes, as PEM, with white space", () =>
  leavesNothing((pkcs8) => {
    const pem = `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`;
    const sources = [Buffer.from(pkcs8, "base64"), Buffer.from(pkcs8), pem, Buffer.from(pem), ` ${pkcs8}\n`];
    for (const source of sources) AgentKey.fromPkcs8(source).free();
  }));

test("after a key was made", async () => {
  for (let round = 0; round < 8; round++) {
    const key = AgentKey.generate();
    const seed = Buffer.from(key.exportPkcs8(), "base64").subarray(16);
    key.free();
    assert.deepEqual(found(linearMemory(), secretForms(seed)), []);
  }
});

test("after a key was refused", () =>
  leavesNothing((pkcs8) => {
    const der = Buffer.from(pkcs8, "base64");
    const start = Buffer.from("3051020101300506032b657004220420", "hex");
    const otherHalf = Buffer.concat([start, der.subarray(16), Buffer.from([0x81, 0x21, 0]), randomBytes(32)]);
    const pem = `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----`;
    const refused = [
      ...[
        `${pkcs8}é`,
        `${pkcs8}\u{1f600}`,
        `${pkcs8}\ud800`,
        `${pkcs8}=`,
        `${pkcs8}A`,
        `${pkcs8}AAAA`,
        `${pkcs8} x`,
      ],
      ...[pkcs8.slice(0, -1), pkcs8.slice(0, -4), `x${pkcs8}`, `${pkcs8.slice(0, 40)}*${pkcs8.slice(41)}`],
      ...[
        pem.slice(0, -1),
        `${pem}x`,
        pem.replace("END PRIVATE", "END PUBLIC"),
        `${pem}é`,
        pem.replace("\n", "\n="),
      ],
      ...[otherHalf, otherHalf.toString("base64"), der.subarray(0, -1), Buffer.concat([der, der])],
      Buffer.concat([der, Buffer.from([0xff])]),
      Buffer.from(`${pkcs8}é`),
    ];
    for (const source of refused) throws(() => AgentKey.fromPkcs8(source));
  }));

/** About every other seed happens to be the encoding of a point, and so a public key. */
function seedThatIsNoPoint() {
  const seed = randomBytes(32);
  try {
    ed25519.Point.fromBytes(seed);
  } catch {
    return seed;
  }
  return seedThatIsNoPoint();
}

test("after a secret was refused as a public key", () =>
  leavesNothing((pkcs8, seed) => {
    const der = Buffer.from(pkcs8, "base64");
    const jwk = JSON.stringify({ kty: "OKP", crv: "Ed25519", x: seed.toString("base64url") });
    const sources = [seed, seed.toString("hex"), seed.toString("base64"), seed.toString("base64url"), jwk];
    for (const source of [...sources, der, pkcs8, Buffer.from(seed.toString("hex"))]) {
      throws(() => AgentPublicKey.parse(source));
    }
  }, seedThatIsNoPoint));

test("after a task id was sealed", () => {
  const publicKey = AgentKey.generate().publicKey;
  const { getRandomValues } = crypto;
  const given = [];
  crypto.getRandomValues = (array) => {
    getRandomValues.call(crypto, array);
    given.push(Buffer.from(array));
    return array;
  };
  try {
    for (let round = 0; round < ROUNDS; round++) sealTaskId("task-1", publicKey);
  } finally {
    crypto.getRandomValues = getRandomValues;
  }
  assert.equal(given.length, ROUNDS);
  for (const random of given) assert.equal(Buffer.from(linearMemory()).indexOf(random), -1);
});

const record = (agentPrivateKey, more = {}) => ({
  ...{ agentRuntimeId: "agent-1", agentPrivateKey, accountId: "account-1", chatgptUserId: "user-1" },
  ...{ planType: "pro", fedramp: false, ...more },
});

test("after an identity was read, written, planned with and refused", () =>
  leavesNothing((pkcs8) => {
    const file = writeAuthJson("{}", record(pkcs8));
    assert.equal(readAuthJson(file).record.agentPrivateKey, pkcs8);
    writeAuthJson(file, record(pkcs8, { email: "é@example.com", taskId: "task-1" }));
    planAuth({ mode: "agentIdentity", record: record(pkcs8) });
    const escaped = file.replace(
      pkcs8,
      [...pkcs8].map((c) => `\\u00${c.charCodeAt().toString(16)}`).join(""),
    );
    assert.equal(readAuthJson(escaped).record.agentPrivateKey, pkcs8);
    assert.equal(readAuth(file).snapshot.record.agentPrivateKey, pkcs8);
    assert.equal(readAuth(escaped).snapshot.record.agentPrivateKey, pkcs8);
    throws(() => readAuth(file.replace(/"account_id":"[^"]*"/, '"account_id":1')));
    throws(() => readAuth(file.replace("agentIdentity", "chatgpt")));
    throws(() => readAuthJson(file.replace("pro", "pr\u0001o")));
    throws(() => readAuthJson(file.replace(/"account_id":"[^"]*"/, '"account_id":1')));
    throws(() => readAuthJson(`${file}é}`));
    throws(() => writeAuthJson("{", record(pkcs8)));
    throws(() => writeAuthJson("{}", record(pkcs8, { accountId: "\ud800" })));
    throws(() => writeAuthJson("{}", record(pkcs8, { planType: undefined })));
    throws(() => writeAuthJson(file, record(`${pkcs8}é`)));
    throws(() => planAuth({ mode: "agentIdentity", record: record(pkcs8, { agentRuntimeId: "a:b" }) }));
  }));

const part = (value) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

const claims = (pkcs8, more = {}) => ({
  ...{
    iss: "https://chatgpt.com/codex-backend/agent-identity",
    aud: "codex-app-server",
    iat: 1,
    exp: 4102444800,
  },
  ...{
    agent_runtime_id: "agent-1",
    agent_private_key: pkcs8,
    account_id: "account-1",
    chatgpt_user_id: "user-1",
  },
  ...{ plan_type: "pro", chatgpt_account_is_fedramp: false, ...more },
});

test("after a JWT was decoded and refused, at whichever step", () =>
  leavesNothing(async (pkcs8) => {
    const jwt = (payload, signature = "AAAA") =>
      `${part({ alg: "RS256", kid: "k" })}.${part(payload)}.${signature}`;
    assert.equal(decodeUnverifiedAgentIdentityJwt(jwt(claims(pkcs8))).agentPrivateKey, pkcs8);
    const padded = [0, 1, 2].map((length) => claims(pkcs8, { iss: "x".repeat(length) }));
    for (const payload of padded) decodeUnverifiedAgentIdentityJwt(jwt(payload));
    const whole = jwt(claims(pkcs8));
    const refused = [
      ...[
        `${whole}=`,
        `${whole}é`,
        whole.replace(".AAAA", ".A"),
        `${whole.slice(0, -6)}*.AAAA`,
        whole.slice(0, -5),
      ],
      ...[
        jwt(`${JSON.stringify(claims(pkcs8))}x`),
        jwt(claims(pkcs8, { exp: "x" })),
        jwt(claims(`${pkcs8}A`)),
      ],
      ...[jwt(claims(pkcs8, { plan_type: 1 })), jwt(claims(pkcs8, { agent_runtime_id: "a:b" }))],
      `${part({})}.${Buffer.concat([Buffer.from(JSON.stringify(claims(pkcs8))), Buffer.from([0xff])]).toString("base64url")}.AAAA`,
    ];
    for (const text of refused) throws(() => decodeUnverifiedAgentIdentityJwt(text));
    await assert.rejects(verifyAgentIdentityJwt(whole, { keys: [] }), { code: "jwt_key_unknown" });
    throws(() => readAuthJson(JSON.stringify({ agent_identity: `${whole}.x` })));
    readAuthJson(JSON.stringify({ agent_identity: whole }));
  }));

test("after a getter or a toJSON freed the object in whose call it ran", () =>
  leavesNothing((pkcs8) => {
    const key = AgentKey.fromPkcs8(pkcs8);
    const [one, other] = [new AgentIdentity("agent-1", key), new AgentIdentity("agent-1", key)];
    key.free();
    const options = {
      get now() {
        one.free();
        return NOW.now;
      },
    };
    assert.match(one.authorizationHeader("task-1", options), /^AgentAssertion /);
    throws(() => one.authorizationHeader("task-1", NOW));
    throws(() => other.readTaskRegistrationResponse({ toJSON: () => other.free() }));
    throws(() => other.publicKey);
  }));

const collectGarbage = () => {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
};

test("after garbage collection", async () => {
  const seeds = Array.from({ length: 8 }, () => randomBytes(32));
  (() => {
    for (const seed of seeds) {
      const key = AgentKey.fromPkcs8(pkcs8Of(seed));
      new AgentIdentity("agent-1", key).authorizationHeader("task-1", NOW);
    }
  })();
  const remaining = () => seeds.filter((seed) => found(linearMemory(), secretForms(seed)).length > 0);
  for (let tries = 0; tries < 1_000 && remaining().length > 0; tries++) {
    collectGarbage();
    // The engine calls what is registered for finalization in a later task.
    await setImmediate();
  }
  assert.equal(remaining().length, 0);
});

test("memory does not grow with what is freed", () => {
  const before = memoryBytes();
  for (let round = 0; round < 5_000; round++) AgentKey.generate().free();
  assert.equal(memoryBytes(), before);
});
