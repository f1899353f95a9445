import { client, sentAt, task } from "./given.js";

export function signing(api) {
  const identity = clientIdentity(api);
  const header = identity.authorizationHeader(task, { now: sentAt });
  const assertion = api.verifyAssertion(header, identity.publicKey, { now: sentAt, expectedTaskId: task });
  identity.free();
  return {
    header,
    signedText: assertion.signedText,
    issuedAt: assertion.issuedAt.toISOString(),
    signature: assertion.signature.length,
    generated: roundTrip(api),
  };
}

export function clientIdentity(api) {
  const key = api.AgentKey.fromPkcs8(client.pkcs8);
  const identity = new api.AgentIdentity(client.agentRuntimeId, key);
  key.free();
  return identity;
}

function roundTrip(api) {
  const [key, other] = [api.AgentKey.generate(), api.AgentKey.generate()];
  const again = api.AgentKey.fromPkcs8(key.exportPkcs8());
  const identity = new api.AgentIdentity("agent-1", again);
  const header = identity.authorizationHeader("task-1");
  const verdicts = api.verifyAssertions([header, "rubbish"], key.publicKey);
  return {
    same: again.publicKey.equals(key.publicKey),
    random: !other.publicKey.equals(key.publicKey),
    verdicts: verdicts.map(({ ok, error }) => (ok ? "ok" : error.code)),
  };
}
