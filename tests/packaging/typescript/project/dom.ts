import { AgentPublicKey } from "agent-identity-wasm";
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
