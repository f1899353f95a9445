export { agentFetch } from "./agent-fetch/agent-fetch.js";
export type {
  HostFetch,
  HostRequest,
  HostRequestInit,
  HostResponse,
  HostUrl,
} from "./agent-fetch/host-types.js";
export { AgentIdentity } from "./agent-identity.js";
export { AgentKey } from "./agent-key.js";
export { type AgentPublicJwk, AgentPublicKey, type PublicJwkLike } from "./agent-public-key.js";
export {
  type AgentBillOfMaterials,
  agentRegistrationRequest,
  readAgentRegistrationResponse,
} from "./agent-registration.js";
export { AgentTasks, type TasksOptions } from "./agent-tasks.js";
export { AssertionExtractor, type ExtractedAssertion, extractAssertions } from "./assertion-extractor.js";
export { type AuthMode, readAuth, readAuthJson, type StoredAuth, writeAuthJson } from "./auth.js";
export type { Bytes } from "./bytes.js";
export {
  type DocumentFinding,
  type DocumentInspection,
  type DocumentKind,
  type DocumentNoteCode,
  type DocumentPart,
  type InspectDocumentOptions,
  inspectDocument,
} from "./document.js";
export { type EndpointOptions, type Endpoints, type Environment, endpoints } from "./endpoints.js";
export {
  AgentIdentityError,
  type AgentIdentityErrorBase,
  type AgentIdentityErrorClass,
  type AgentIdentityErrorJson,
  type AgentIdentityErrorOf,
  isAgentIdentityError,
  type OtherAgentIdentityError,
  type RequestAbortedError,
  type ResponseStatusError,
} from "./error.js";
export type { AgentIdentityErrorCode } from "./error-codes.js";
export { features } from "./features.js";
export type { AbortSignalLike, HostAbortSignal } from "./http/abort.js";
export type { Fetch, ResponseLike } from "./http/fetch.js";
export type { Runtime } from "./http/runtime.js";
export type { SendOptions } from "./http/settings.js";
export type { HttpRequest } from "./http-request.js";
export {
  type AgentIdentityClaims,
  type AgentIdentityRecord,
  decodeUnverifiedAgentIdentityJwt,
  type VerifyJwtOptions,
  verifyAgentIdentityJwt,
} from "./identities.js";
export { type Finding, type Inspection, type InspectionNoteCode, inspectAssertion } from "./inspection.js";
export { type InitSource, init as default, init, initSync, type WebAssemblyModule } from "./load.js";
export { type AuthPlan, type AuthSnapshot, planAuth, type UnchangedReason } from "./opting-in.js";
export { registerAgent } from "./register-agent.js";
export { type JwkSet, RemoteJwks, type RemoteJwksOptions } from "./remote-jwks.js";
export { type FoundSecret, findSecrets, redactSecrets } from "./secrets.js";
export type { AgentTaskKind, RegisteredAgentTask } from "./task.js";
export { sealTaskId, verifyTaskRegistration } from "./task-registration.js";
export { parseTime, type Time } from "./time.js";
export {
  type Assertion,
  type FreshnessOptions,
  isSignedBy,
  parseAssertion,
  parseFreshAssertion,
  replayId,
  type Verdict,
  type VerifyOptions,
  verifyAssertion,
  verifyAssertions,
} from "./verification.js";
export { version } from "./version.js";
export { wideArithmetic } from "./wide-arithmetic.js";
