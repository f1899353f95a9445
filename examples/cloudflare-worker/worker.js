import { env } from "cloudflare:workers";
import { AssertionVerifier, refusalResponse } from "agent-identity-wasm/gateway";

/** Returns the public key of an agent, as a JWK. Replace the service by your database. */
async function keysOf(agentRuntimeId, { signal }) {
  const response = await fetch(`${env.KEYS_URL}/${encodeURIComponent(agentRuntimeId)}`, { signal });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`the keys' service answered with status ${response.status}`);
  return response.json();
}

const verifier = new AssertionVerifier({ keysOf });

export default {
  async fetch(request) {
    const verdict = await verifier.verifyRequest(request);
    if (!verdict.ok) {
      console.warn(verdict.code, verdict.error.message, verdict.claimed);
      return refusalResponse(verdict);
    }
    const { agentRuntimeId, taskId } = verdict.assertion;
    return Response.json({ agentRuntimeId, taskId });
  },
};
