import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AgentKey, parseAssertion } from "agent-identity-wasm";
import { recordings } from "../node/support/vectors.mjs";
import { useInspector } from "./support/inspector.mjs";

const open = useInspector();
let inspector;

for (const { mode, privateKey, assertions } of recordings) {
  const publicKey = AgentKey.fromPkcs8(privateKey).publicKey.toSsh();

  describe(`what the Codex client sent: ${mode}`, () => {
    for (const [index, header] of assertions.entries()) {
      const { timestamp, agentRuntimeId, taskId } = parseAssertion(header);

      test(`assertion ${index + 1}, ${timestamp}`, async () => {
        await enter(`Authorization: ${header}`, publicKey, timestamp);
        await expectVerdict("Valid", null);
        for (const id of [agentRuntimeId, taskId]) await showsInEnvelope(id);

        await inspector.runtimeId.fill(agentRuntimeId);
        await inspector.taskId.fill(taskId);
        await expectVerdict("Valid", null);
        await inspector.taskId.fill(`${taskId}x`);
        await expectVerdict("Invalid", "task_id_unexpected");
        await inspector.runtimeId.fill(agentRuntimeId.slice(1));
        await expectVerdict("Invalid", "agent_runtime_id_unexpected");
        await showsInEnvelope(taskId);
        await clearExpectations();

        for (const place of [15, 40, header.length - 80, header.length - 1]) {
          await inspector.text.fill(withAnotherCharacter(header, place));
          await expectVerdict("Invalid");
        }
      });
    }
  });
}

test("no character of a token or of a key can be another", async () => {
  const [{ privateKey, assertions }] = recordings;
  const [header] = assertions;
  const publicKey = AgentKey.fromPkcs8(privateKey).publicKey.toSsh();
  await enter(header, publicKey, parseAssertion(header).timestamp);
  await eachCharacterMatters(inspector.key, publicKey, 0);
  await eachCharacterMatters(inspector.text, header, "AgentAssertion ".length);
});

async function eachCharacterMatters(box, text, start) {
  for (let place = start; place < text.length; place++) {
    await box.fill(withAnotherCharacter(text, place));
    await expectVerdict("Invalid");
  }
  await box.fill(text);
  await expectVerdict("Valid");
}

async function enter(text, publicKey, time) {
  inspector ??= await open();
  await inspector.text.fill(text);
  await inspector.key.fill(publicKey);
  await inspector.verifyAt(time);
}

async function clearExpectations() {
  for (const box of [inspector.runtimeId, inspector.taskId]) await box.fill("");
}

async function expectVerdict(word, code) {
  const judged = await inspector.judged();
  assert.equal(judged.word, word, judged.text);
  if (code !== undefined) assert.equal(judged.code, code);
}

const showsInEnvelope = async (text) =>
  assert.ok((await inspector.envelope.textContent()).includes(text), text);

function withAnotherCharacter(text, place) {
  const other = text[place] === "A" ? "B" : "A";
  return text.slice(0, place) + other + text.slice(place + 1);
}
