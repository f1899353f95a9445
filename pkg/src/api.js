// @ts-check
export { AgentIdentity } from "./agent-identity.js";
export { AgentKey } from "./agent-key.js";
export { AgentPublicKey } from "./agent-public-key.js";
export { AgentTasks } from "./agent-tasks.js";
export { AssertionExtractor, extractAssertions } from "./assertion-extractor.js";
export { AgentIdentityError, isAgentIdentityError } from "./error.js";
export { features } from "./features.js";
export * from "./functions.js";
export * from "./identities.js";
export { inspectAssertion } from "./inspection.js";
export { init as default, init, initSync } from "./load.js";
export { registerAgent } from "./register-agent.js";

export const version = __VERSION__;
