import { client, sentAt } from "./given.js";

/** The key that the Codex client stores, which not every host's own cryptography can read, and its header. */
export function recorded(api) {
  const key = api.AgentKey.fromPkcs8(client.pkcs8);
  const assertion = api.verifyAssertion(client.header, key.publicKey, { now: sentAt });
  return { publicKey: key.publicKey.toSsh(), signedText: assertion.signedText };
}
