import { sealed, task } from "./given.js";

/** One task id sealed here and opened again, and one that the Codex client was sent. */
export function sealing(api) {
  const [identity, recipient] = [api.AgentKey.generate(), api.AgentKey.fromPkcs8(sealed.pkcs8)].map(
    (key) => new api.AgentIdentity("agent-1", key),
  );
  const answer = { encrypted_task_id: api.sealTaskId(task, identity.publicKey) };
  return {
    opened: { ...identity.readTaskRegistrationResponse(answer, { externalTaskRef: "thread-1" }) },
    recorded: { ...recipient.readTaskRegistrationResponse(JSON.stringify(sealed.answer)) },
  };
}
