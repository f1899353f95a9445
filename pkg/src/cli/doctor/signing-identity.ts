import {
  AgentIdentity,
  type AgentIdentityRecord,
  AgentKey,
  planAuth,
  type StoredAuth,
} from "agent-identity-wasm";

/** The identity that the client signs with. */
export interface SigningIdentity {
  readonly identity: AgentIdentity;
  readonly record: AgentIdentityRecord;
  /** A secret: the JWT in which the identity is stored, if it is. */
  readonly jwt?: string;
}

/** Returns the identity that the client signs with, or nothing if it does not sign or registers a new agent first. */
export function signingIdentity(
  { snapshot, agentIdentityJwt }: StoredAuth,
  useAgentIdentity: boolean,
): SigningIdentity | undefined {
  const plan = planAuth(snapshot, { useAgentIdentity });
  if (plan.use !== "agentIdentity") return undefined;
  const { record } = plan;
  const identity = new AgentIdentity(record.agentRuntimeId, AgentKey.fromPkcs8(record.agentPrivateKey));
  return { identity, record, ...(agentIdentityJwt !== undefined && { jwt: agentIdentityJwt }) };
}
