import "agent-identity-inspector";
import { AgentIdentity, AgentKey } from "agent-identity-wasm";

const inspector = document.querySelector("agent-assertion-inspector");
inspector.addEventListener("verdict", ({ detail }) => console.log(`VERDICT ${JSON.stringify(detail)}`));

const key = AgentKey.generate();
inspector.publicKeys = [key.publicKey.toSsh()];
inspector.text = new AgentIdentity("agent-1", key).authorizationHeader("task-1");
