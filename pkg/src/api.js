// @ts-check
export { AgentIdentity } from "./agent-identity.js";
export { AgentKey } from "./agent-key.js";
export { AgentPublicKey } from "./agent-public-key.js";
export { AgentIdentityError, isAgentIdentityError } from "./error.js";
export * from "./functions.js";
export { init as default, init, initSync } from "./load.js";

export const version = __VERSION__;
