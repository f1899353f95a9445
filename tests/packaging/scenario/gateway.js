/** Tells whether the entry `gateway` shares the module and the classes of the main entry. */
export async function gatewayOf(api, gateway) {
  if (gateway === undefined || typeof AbortController === "undefined") return "absent";
  const { key, verifier, identity } = parties(api, gateway);
  const verdict = await verifier.verify(identity.authorizationHeader("task-1"));
  const refused = await verifier.verify(identity.authorizationHeader("task-1"), { taskId: "task-2" });
  return {
    verdict: verdict.ok ? verdict.assertion.taskId : verdict.code,
    takesTheOthersKey: verdict.ok && verdict.publicKey.equals(key.publicKey),
    givesAKeyToTheOther: verdict.ok && key.publicKey.equals(verdict.publicKey),
    refusal: `${refused.status} ${refused.code}`,
    throwsTheOthersErrors: refused.error instanceof api.AgentIdentityError,
    answer: typeof Response === "undefined" ? 401 : gateway.refusalResponse(refused).status,
  };
}

function parties(api, gateway) {
  const key = api.AgentKey.generate();
  const verifier = new gateway.AssertionVerifier({ keysOf: async () => [key.publicKey] });
  return { key, verifier, identity: new api.AgentIdentity("agent-1", key) };
}
