import assert from "node:assert/strict";
import { test } from "node:test";
import { stepsOf } from "./support/counted-steps.mjs";

const { AgentIdentity, AgentKey } = await import("agent-identity-wasm");
const { AssertionVerifier } = await import("agent-identity-wasm/gateway");

const NOW = 1_795_328_169_000;
const other = AgentKey.generate().publicKey;
const header = new AgentIdentity("agent-1", AgentKey.generate()).authorizationHeader("task-1", { now: NOW });

/** Counts the steps of judging a header when the result of the look-up is cached. */
async function stepsOfRefusal(keysOf, expected) {
  const verifier = new AssertionVerifier({ keysOf, now: () => NOW });
  let verdict = await verifier.verify(header);
  const steps = await stepsOf(async () => {
    verdict = await verifier.verify(header);
  });
  assert.equal(verdict.code, expected);
  return steps;
}

test("a header of an unknown agent costs as many steps as one by a wrong key", async () => {
  const wrong = await stepsOfRefusal(() => other, "signature_invalid");
  const unknown = await stepsOfRefusal(() => null, "agent_unknown");
  const difference = Math.abs(unknown - wrong) / wrong;
  assert.ok(difference < 0.1, `${unknown} steps and ${wrong}`);
});
