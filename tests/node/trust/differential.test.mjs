import assert from "node:assert/strict";
import { test } from "node:test";
import { isAgentIdentityError, parseAssertion } from "agent-identity-wasm";
import { randomSource } from "../../torture/random.mjs";
import { tried } from "../../torture/tried.mjs";

const CASES = 20_000;
const MEMBERS = {
  agent_runtime_id: '"agent-1"',
  signature: `"${"A".repeat(86)}=="`,
  task_id: '"task-1"',
  timestamp: '"2026-11-22T06:16:09Z"',
};
const PIECES = [
  ...[
    "a",
    "é",
    "雪",
    "😀",
    "\\n",
    '\\"',
    "\\\\",
    "\\/",
    "\\u0061",
    "\\u0000",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\ude00",
  ],
  ...["\\x", "\\u12", "\u0001", "\u007f", "\u2028", "__proto__", "'"],
];
const SCALARS = [
  ...[
    "null",
    "true",
    "nul",
    "NaN",
    "Infinity",
    "0",
    "-0",
    "00",
    "-",
    "+1",
    "1.",
    ".5",
    "1.5",
    "1E+5",
    "1e",
    "1e400",
  ],
  ...["9007199254740993", "0x10", "1_0", "undefined", "", '"x"', '"agent-2"', '"2024-02-29T00:00:00Z"'],
];

/** Generated JSON: an envelope of which at most a few members are not sound. */
function generator(random) {
  const repeat = (most, make) => Array.from({ length: random.below(most + 1) }, make);
  const string = () => `"${repeat(3, () => random.one(PIECES)).join("")}"`;
  const name = () => (random.chance(0.6) ? `"${random.one(Object.keys(MEMBERS))}"` : string());
  const spelt = (text) => (random.chance(0.1) ? text.replace("t", "\\u0074") : text);
  const member = (depth) => `${spelt(name())}${space()}:${value(depth)}`;
  const space = () => (random.chance(0.05) ? random.one([" ", "\n", "\t", "\r", "\v", "\ufeff"]) : "");
  const value = (depth) => {
    const roll = random.below(depth > 5 ? 6 : 10);
    if (roll < 3) return random.one(SCALARS);
    if (roll < 6) return string();
    if (roll === 6) return nested(random.below(400));
    if (roll === 7) return `[${repeat(3, () => value(depth + 1)).join(",")}]`;
    return `{${repeat(3, () => member(depth + 1)).join(",")}}`;
  };
  const nested = (depth) => `${"[".repeat(depth)}1${"]".repeat(depth)}`;
  return () => {
    const sound = Object.entries(MEMBERS).filter(() => random.chance(0.95));
    const members = [
      ...sound.map(([name, value]) => `"${spelt(name)}":${value}`),
      ...repeat(2, () => member(0)),
    ];
    members.sort(() => random.below(3) - 1);
    const around = random.chance(0.05) ? random.one(["x", "{}", "\ufeff", "\0", " "]) : "";
    return `${space()}{${members.join(random.chance(0.02) ? ",," : ",")}}${around}`;
  };
}

const refusalOf = (envelope) => {
  const token = Buffer.from(envelope).toString("base64url");
  try {
    return { assertion: parseAssertion(`AgentAssertion ${token}`) };
  } catch (error) {
    if (!isAgentIdentityError(error)) throw error;
    return { code: error.code };
  }
};

function parsed(envelope) {
  try {
    return { value: JSON.parse(envelope) };
  } catch {
    return {};
  }
}

test("JSON.parse reads what we read, and what we refuse as no JSON it refuses", () => {
  const random = randomSource(7);
  const next = generator(random);
  const codes = {};
  for (let round = 0; round < CASES; round++) {
    const envelope = next();
    const [ours, theirs] = [refusalOf(envelope), parsed(envelope)];
    codes[ours.code ?? "read"] = (codes[ours.code ?? "read"] ?? 0) + 1;
    if (ours.assertion) agree(ours.assertion, theirs.value, envelope);
    else if (["json_invalid", "json_trailing_data"].includes(ours.code))
      assert.ok(theirs.value === undefined || hasLoneSurrogate(theirs.value), envelope);
  }
  for (const code of ["read", "json_invalid", "json_member_duplicate", "json_member_not_string"])
    assert.ok(codes[code] > CASES / 400, `${code}: ${JSON.stringify(codes)}`);
  tried("differential", CASES);
});

function agree({ agentRuntimeId, taskId, timestamp, signature, unsignedMembers }, theirs, envelope) {
  const { agent_runtime_id, task_id, timestamp: time, signature: text, ...others } = theirs;
  const four = [agentRuntimeId, taskId, timestamp, Buffer.from(signature).toString("base64")];
  assert.deepEqual(four, [agent_runtime_id, task_id, time, text], envelope);
  assert.deepEqual(unsignedMembers, withoutPrototypes(others), envelope);
}

/** Takes the prototype from an object and from all objects inside it. The nesting may be deep. */
function withoutPrototypes(root) {
  const unvisited = [root];
  while (unvisited.length > 0) {
    const value = unvisited.pop();
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value)) Object.setPrototypeOf(value, null);
    unvisited.push(...Object.values(value));
  }
  return root;
}

/** True if a name or a string contains half of a surrogate pair. JSON.parse accepts it, and the core refuses it. */
const hasLoneSurrogate = (value) =>
  Object.entries(value).some(
    ([name, member]) => !name.isWellFormed() || (typeof member === "string" && !member.isWellFormed()),
  );
