// A misspelt condition must not be overlooked: it would accept too much.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AgentIdentity,
  AgentKey,
  inspectAssertion,
  inspectDocument,
  parseFreshAssertion,
  verifyAssertion,
  verifyAssertions,
} from "agent-identity-wasm";
import { BulkJudge } from "agent-identity-wasm/bulk";
import { AssertionVerifier, ReplayGuard } from "agent-identity-wasm/gateway";

const agent = new AgentIdentity("agent-1", AgentKey.generate());
const key = agent.publicKey;
const header = agent.authorizationHeader("task-1");
const keysOf = () => [key];

const found = ({ findings }) => {
  const error = findings.find(({ severity }) => severity === "error");
  if (error) throw error;
};
const answered = async (expected) => {
  const verdict = await new AssertionVerifier({ keysOf, replays: false }).verify(header, expected);
  if (!verdict.ok) throw verdict.error;
};

const CALLS = [
  ["verifyAssertion", (options) => verifyAssertion(header, key, options), ["expectedTaskId", "task-1"]],
  ["verifyAssertions", (options) => verifyAssertions([header], key, options), ["maxAgeSeconds", 60]],
  ["parseFreshAssertion", (options) => parseFreshAssertion(header, options), ["maxSkewSeconds", 60]],
  ["inspectAssertion", (options) => found(inspectAssertion(header, options)), ["publicKey", key]],
  ["inspectDocument", async (options) => found(await inspectDocument(header, options)), ["publicKey", key]],
  ["BulkJudge", (options) => new BulkJudge(options), ["publicKeys", [key]]],
  ["AssertionVerifier", (options) => new AssertionVerifier({ keysOf, ...options }), ["maxAgeSeconds", 60]],
  ["AssertionVerifier.verify", answered, ["agentRuntimeId", "agent-1"]],
  ["ReplayGuard", (options) => new ReplayGuard(options), ["reuseMs", 60]],
];

for (const [name, call, [option, value]] of CALLS) {
  test(`${name} refuses an option of another name, and says which there are`, async () => {
    await call({ [option]: value });
    const others = [`${option}s`, option.toLowerCase()];
    // The options of a verifier may have members of their own, on which keysOf is called.
    if (name !== "AssertionVerifier") others.push(option.slice(1), "0");
    for (const other of others) {
      for (const options of [
        { [other]: value },
        { [option]: value, [other]: undefined },
        Object.assign(Object.create(null), { [other]: value }),
      ]) {
        await assert.rejects(
          async () => call(options),
          ({ code, message }) => code === "wrong_type" && message.includes(option),
          other,
        );
      }
    }
  });

  test(`${name} takes options of a class, which may have members of its own`, async () => {
    class Options {
      [option] = value;
      database = "its own";
    }
    if (name !== "AssertionVerifier") await call(new Options());
    else new AssertionVerifier(Object.assign(new Options(), { keysOf }));
  });
}
