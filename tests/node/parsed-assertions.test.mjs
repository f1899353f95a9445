// The module keeps the assertion that it read last. Nobody may notice: each case is judged while it is the one that was
// read last, and once more when another has been read since.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import {
  AgentIdentity,
  AgentKey,
  isSignedBy,
  parseAssertion,
  parseFreshAssertion,
  replayId,
} from "agent-identity-wasm";

const agent = new AgentIdentity("agent-1", AgentKey.generate());
const other = new AgentIdentity("agent-2", AgentKey.generate());
const header = agent.authorizationHeader("task-1", { now: 0 });
const read = (text = header) => parseFreshAssertion(text, { now: 0 });
const readAnother = () => read(other.authorizationHeader("task-2", { now: 0 }));

const outcome = (judge, assertion, key) => {
  try {
    return judge(assertion, key);
  } catch (error) {
    return error.code ?? error;
  }
};

/** The verdict on an assertion after a change. */
const cases = {
  "as it was read": [(assertion) => assertion, true],
  "a copy": [(assertion) => ({ ...assertion }), true],
  "a copy of its signature": [
    (assertion) => ({ ...assertion, signature: assertion.signature.slice() }),
    true,
  ],
  "another signedText": [(assertion) => Object.assign(assertion, { signedText: "agent-2:task-2" }), true],
  "another date": [(assertion) => Object.assign(assertion, { issuedAt: new Date(1) }), true],
  "another runtime id": [(assertion) => Object.assign(assertion, { agentRuntimeId: "agent-2" }), false],
  "another task id": [(assertion) => Object.assign(assertion, { taskId: "task-2" }), false],
  "another timestamp": [
    (assertion) => Object.assign(assertion, { timestamp: "1970-01-01T00:00:01Z" }),
    false,
  ],
  "the signature of another": [
    (assertion) => Object.assign(assertion, { signature: new Uint8Array(64).fill(1) }),
    false,
  ],
  "no signature": [(assertion) => Object.assign(assertion, { signature: undefined }), "wrong_type"],
  "no task id": [({ taskId, ...assertion }) => assertion, "wrong_type"],
  "a number for a task id": [(assertion) => Object.assign(assertion, { taskId: 1 }), "wrong_type"],
  "a detached signature": [
    (assertion) => {
      structuredClone(assertion.signature.buffer, { transfer: [assertion.signature.buffer] });
      return assertion;
    },
    "wrong_type",
  ],
};
for (let index = 0; index < 64; index++)
  cases[`byte ${index} of the signature changed in place`] = [
    (assertion) => {
      assertion.signature[index] ^= 1;
      return assertion;
    },
    false,
  ];

describe("an assertion is judged by what it contains", () => {
  for (const [name, [change, expected]] of Object.entries(cases))
    test(name, () => {
      const judged = () => outcome(isSignedBy, change(read()), agent.publicKey);
      assert.equal(judged(), expected);
      const assertion = change(read());
      const id = outcome(replayId, assertion, agent.publicKey);
      readAnother();
      assert.equal(outcome(isSignedBy, assertion, agent.publicKey), expected);
      assert.equal(outcome(replayId, assertion, agent.publicKey), id);
      assert.equal(typeof id === "string" && id.length === 43, expected === true);
    });

  test("with each of several keys", () => {
    const assertion = read();
    const keys = [other, agent, other, agent].map(({ publicKey }) => isSignedBy(assertion, publicKey));
    assert.deepEqual(keys, [false, true, false, true]);
  });

  test("whatever was read in between, and whatever was refused", () => {
    const first = read();
    const second = readAnother();
    assert.throws(() => read("AgentAssertion rubbish"));
    assert.throws(() => parseFreshAssertion(header, { now: 1e12 }));
    parseAssertion(header);
    const judged = (assertion) => [agent, other].map(({ publicKey }) => isSignedBy(assertion, publicKey));
    assert.deepEqual([first, second, first].map(judged), [
      [true, false],
      [false, true],
      [true, false],
    ]);
  });

  test("even if another is read while its members are", () => {
    const assertion = read();
    const { signature } = assertion;
    const get = () => {
      readAnother();
      return signature;
    };
    Object.defineProperty(assertion, "signature", { get });
    assert.equal(isSignedBy(assertion, agent.publicKey), true);
    assert.equal(isSignedBy(assertion, other.publicKey), false);
  });
});

test("an assertion that a replaced clock has read in between is not taken for the one that was read", () => {
  const { now } = Date;
  let inner;
  Date.now = () => {
    Date.now = now;
    inner = readAnother();
    return 0;
  };
  const outer = parseFreshAssertion(header);
  for (const [assertion, signer, stranger] of [
    [inner, other, agent],
    [outer, agent, other],
  ]) {
    assert.equal(isSignedBy(assertion, stranger.publicKey), false);
    assert.equal(isSignedBy(assertion, signer.publicKey), true);
  }
});

test("the id for a guard is the SHA-256 of the key and the signed text", () => {
  const assertion = read();
  const hash = createHash("sha256").update(agent.publicKey.toBytes()).update(assertion.signedText);
  assert.equal(replayId(assertion, agent.publicKey), hash.digest("base64url"));
});
