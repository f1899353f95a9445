import { client } from "./given.js";
import { refusal } from "./refusal.js";

/** A clone would be an object with nothing behind it; a spread likewise. */
export function cloning(api) {
  const key = api.AgentKey.fromPkcs8(client.pkcs8);
  const objects = [key, key.publicKey, new api.AgentIdentity("agent-1", key)];
  const codes = (copy) => objects.map((object) => refusal(api, () => copy(object))).join(", ");
  return {
    spread: codes((object) => ({ ...object })),
    structuredClone:
      typeof structuredClone === "function" ? codes((object) => structuredClone(object)) : "absent",
  };
}
