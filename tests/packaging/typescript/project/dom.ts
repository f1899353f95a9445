import { AgentPublicKey } from "agent-identity-wasm";
import { AssertionVerifier, refusalResponse } from "agent-identity-wasm/gateway";
import init from "agent-identity-wasm/slim";

const url = new URL("https://example.com/agent_identity.wasm");
export const loaded: Promise<void>[] = [
  init(url),
  init(new Request(url)),
  init(fetch(url)),
  init(WebAssembly.compileStreaming(fetch(url))),
];

const jwk: JsonWebKey = AgentPublicKey.parse("").toJwk();
export const again = AgentPublicKey.parse(jwk);

const verifier = new AssertionVerifier({
  keysOf: async (id, { signal }) =>
    (await fetch(`https://example.com/${id}`, { signal })).json() as Promise<JsonWebKey>,
});

export async function handle(request: Request): Promise<Response> {
  const verdict = await verifier.verifyRequest(request);
  return verdict.ok ? new Response(verdict.assertion.taskId) : refusalResponse(verdict);
}
