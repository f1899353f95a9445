import { AgentIdentity, AgentKey } from "agent-identity-wasm";
import { emptyForm, type Form } from "./form.js";

/** A header signed this very moment by a key that is thrown away at once. */
export function makeExample(now: number): Form {
  const key = AgentKey.generate();
  const identity = new AgentIdentity("agent-runtime-example", key);
  try {
    const header = identity.authorizationHeader("task-example", { now });
    return { ...emptyForm, text: `Authorization: ${header}`, publicKey: key.publicKey.toSsh() };
  } finally {
    identity.free();
    key.free();
  }
}
