// Measures the work of a gateway: from an Authorization header to a verdict, for an agent whose keys it has looked up
// before.
import { createPublicKey, verify } from "node:crypto";
import { AgentIdentity, AgentKey, verifyAssertion } from "agent-identity-wasm";
import { AssertionVerifier, ReplayGuard } from "agent-identity-wasm/gateway";
import { jwtVerify, SignJWT } from "jose";
import { codec } from "./codec/node.mjs";
import { median } from "./measure.mjs";

const HEADERS = 10_000;
/** The number of headers that each gateway judges before the next one's turn. */
const TURN = 250;
const PLAIN = "verifyAssertion, its key at hand";

/** Returns microseconds per header, by number of agents and by gateway: medians of rounds in which all take turns. */
export async function measureGateway({ agents = [1, 10_000], rounds = 5, headers = HEADERS } = {}) {
  const results = [];
  for (const count of agents) {
    const parties = await Promise.all(Array.from({ length: count }, (_, index) => makeAgent(index)));
    results.push({ agents: count, times: await compare(parties, rounds, headers) });
  }
  return results;
}

export const PEERS = [
  PLAIN,
  "AssertionVerifier without a guard",
  "AssertionVerifier",
  "by hand, node:crypto and a Map, without a guard",
  "by hand, node:crypto and a Map",
  "jose, an EdDSA JWT and a Map",
];

async function makeAgent(index) {
  const key = AgentKey.generate();
  const pkcs8 = Buffer.from(key.exportPkcs8(), "base64");
  const { publicKey } = key;
  return {
    id: `agent-${index}`,
    identity: new AgentIdentity(`agent-${index}`, key),
    publicKey,
    nodeKey: createPublicKey(publicKey.toSpkiPem()),
    signingKey: await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", false, ["sign"]),
    verifyingKey: await crypto.subtle.importKey("raw", publicKey.toBytes(), "Ed25519", false, ["verify"]),
  };
}

async function compare(parties, rounds, count) {
  const times = Object.fromEntries(PEERS.map((name) => [name, []]));
  const byId = new Map(parties.map((party) => [party.id, party]));
  for (let round = 0; round < rounds; round++) {
    const sent = Array.from({ length: count }, (_, index) => parties[index % parties.length]);
    const headers = sent.map(({ identity }, index) => identity.authorizationHeader(`task-${round}-${index}`));
    const tokens = await Promise.all(sent.map(makeToken));
    const judging = Object.entries(await judges(parties, byId));
    const spent = Object.fromEntries(PEERS.map((name) => [name, 0]));
    for (let start = 0; start < count; start += TURN)
      for (const [name, judge] of judging) {
        const texts = (name.startsWith("jose") ? tokens : headers).slice(start, start + TURN);
        spent[name] += await time(texts, (text, index) => judge(text, sent[start + index]));
      }
    for (const name of PEERS) times[name].push((spent[name] * 1000) / count);
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

const makeToken = ({ id, signingKey }, index) =>
  new SignJWT({ task_id: `task-${index}` })
    .setProtectedHeader({ alg: "EdDSA", kid: id })
    .setIssuedAt()
    .sign(signingKey);

/** Returns the milliseconds that a gateway takes for all of these. */
async function time(texts, judge) {
  const started = performance.now();
  for (let index = 0; index < texts.length; index++) {
    const verdict = judge(texts[index], index);
    if (!(verdict instanceof Promise ? await verdict : verdict))
      throw new Error("a sound header was refused");
  }
  return performance.now() - started;
}

/** Returns the gateways, each with known keys and an empty replay guard. */
async function judges(parties, byId) {
  const [plain, unguarded, guarded, handUnguarded, handGuarded, jose] = PEERS;
  const keysOf = (id) => byId.get(id)?.publicKey;
  const options = { keysOf, maxAgents: parties.length };
  const verifiers = [
    new AssertionVerifier({ ...options, replays: false }),
    new AssertionVerifier({ ...options, replays: new ReplayGuard() }),
  ];
  for (const { identity } of parties) {
    for (const verifier of verifiers) await verifier.verify(identity.authorizationHeader("the first"));
  }
  const accepted = (verdict) => verdict.ok;
  return {
    [plain]: (header, { publicKey }) => verifyAssertion(header, publicKey),
    [unguarded]: (header) => verifiers[0].verify(header).then(accepted),
    [guarded]: (header) => verifiers[1].verify(header).then(accepted),
    [handUnguarded]: byHand(byId),
    [handGuarded]: byHand(byId, new Map()),
    [jose]: (token) => jwtVerify(token, ({ kid }) => byId.get(kid).verifyingKey, { algorithms: ["EdDSA"] }),
  };
}

/** Checks the least that a gateway can check: the signature, the age and, with a guard, that the header is new. */
const byHand = (byId, seen) => async (header) => {
  const envelope = JSON.parse(codec.fromBase64Url(header.slice("AgentAssertion ".length)));
  const now = Date.now();
  if (Math.abs(now - Date.parse(envelope.timestamp)) > 300_000) return false;
  const party = byId.get(envelope.agent_runtime_id);
  const text = `${envelope.agent_runtime_id}:${envelope.task_id}:${envelope.timestamp}`;
  if (!party || !verify(null, codec.utf8(text), party.nodeKey, codec.fromBase64(envelope.signature)))
    return false;
  if (!seen) return true;
  const firstSeen = seen.get(text);
  if (firstSeen === undefined) seen.set(text, now);
  return firstSeen === undefined || now - firstSeen <= 2000;
};
