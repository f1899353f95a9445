import type { DocumentKind } from "agent-identity-wasm";

/** The name that people use for each kind of document. */
export const KINDS: Record<DocumentKind, string> = {
  assertion: "an AgentAssertion header",
  jwt: "a JSON Web Token (JWT)",
  authJson: "an auth.json file, in which the Codex client keeps its login",
  jwks: "a JSON Web Key Set, with which JWTs are checked",
  taskRegistration: "a request to register a task",
  agentRegistration: "a request to register an agent",
  taskRegistrationAnswer: "an answer to the registration of a task",
  agentRegistrationAnswer: "an answer to the registration of an agent",
  publicKey: "a public key",
  privateKey: "a private key",
  unknown: "not a document of Agent Identity",
};
