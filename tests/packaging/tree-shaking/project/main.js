import "agent-identity-wasm";
// biome-ignore-start lint/correctness/noUnusedImports: that they are not used is the point
import * as api from "agent-identity-wasm";
import init, { AgentKey, isAgentIdentityError, verifyAssertion } from "agent-identity-wasm";

// biome-ignore-end lint/correctness/noUnusedImports: that they are not used is the point

console.log("none of it is used");
