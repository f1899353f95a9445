import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentIdentity, AgentKey, sealTaskId } from "agent-identity-wasm";
import sodium from "libsodium-wrappers";
import { refuses } from "./support/verdicts.mjs";

await sodium.ready;

/** libsodium's idea of the same agent's X25519 pair. */
function pairOf(key) {
  const seed = Buffer.from(key.exportPkcs8(), "base64").subarray(16);
  const { publicKey, privateKey } = sodium.crypto_sign_seed_keypair(seed);
  return {
    publicKey: sodium.crypto_sign_ed25519_pk_to_curve25519(publicKey),
    privateKey: sodium.crypto_sign_ed25519_sk_to_curve25519(privateKey),
  };
}

const ids = ["t", "task-0001-é-雪", "x".repeat(256)];

test("what libsodium seals we open", () => {
  const key = AgentKey.generate();
  const agent = new AgentIdentity("agent-1", key);
  for (const id of ids) {
    const sealed = sodium.crypto_box_seal(id, pairOf(key).publicKey);
    for (const name of ["encrypted_task_id", "encryptedTaskId"]) {
      const answer = { [name]: Buffer.from(sealed).toString("base64") };
      assert.equal(agent.readTaskRegistrationResponse(answer).taskId, id);
    }
  }
});

test("what we seal libsodium opens", () => {
  const key = AgentKey.generate();
  const { publicKey, privateKey } = pairOf(key);
  for (const id of ids) {
    const sealed = Buffer.from(sealTaskId(id, key.publicKey), "base64");
    assert.equal(Buffer.from(sodium.crypto_box_seal_open(sealed, publicKey, privateKey)).toString(), id);
  }
});

test("what was sealed wrongly is refused", () => {
  const key = AgentKey.generate();
  const agent = new AgentIdentity("agent-1", key);
  const read = (bytes) => () =>
    agent.readTaskRegistrationResponse({ encrypted_task_id: Buffer.from(bytes).toString("base64") });
  const seal = (bytes) => sodium.crypto_box_seal(bytes, pairOf(key).publicKey);
  refuses("sealed_task_id_malformed", read(seal(new Uint8Array([0xff, 0xfe]))));
  refuses("task_id_invalid", read(seal("")));
  refuses("task_id_invalid", read(seal("a\n")));
  refuses("sealed_task_id_unopenable", read(seal("task-1").slice(0, -1)));
  refuses(
    "sealed_task_id_unopenable",
    read(sodium.crypto_box_seal("t", pairOf(AgentKey.generate()).publicKey)),
  );
  for (const length of [0, 1, 31, 32, 47, 48])
    refuses("sealed_task_id_unopenable", read(new Uint8Array(length)));
});
