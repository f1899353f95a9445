import { AgentIdentity, type AgentIdentityRecord, AgentKey, endpoints } from "agent-identity-wasm";

/** The service that an identity is for, and the authority at which it registers its tasks. */
export interface BaseUrls {
  readonly chatgptBaseUrl: string;
  readonly authApiBaseUrl: string;
}

/** An identity as it stands in the secret storage. Its record holds the private key. */
export interface StoredIdentity extends BaseUrls {
  readonly id: string;
  readonly record: AgentIdentityRecord;
}

/** The public part of an identity, which views may show. */
export interface PublicIdentity extends BaseUrls {
  readonly id: string;
  readonly agentRuntimeId: string;
  readonly accountId: string;
  /** An OpenSSH line. */
  readonly publicKey: string;
  readonly fingerprint: string;
}

/** Everything that the extension keeps in the secret storage. */
export interface StoredIdentities {
  readonly active?: string;
  readonly identities: readonly StoredIdentity[];
}

export const nothingStored: StoredIdentities = { identities: [] };

/** Makes an identity of a record, and refuses a record by which nothing could be signed. */
export function makeStoredIdentity(record: AgentIdentityRecord, urls: BaseUrls): StoredIdentity {
  endpoints(urls.chatgptBaseUrl, { authApiBaseUrl: urls.authApiBaseUrl });
  const { fingerprint } = publicIdentity({ id: "", record, ...urls });
  return { id: `${record.agentRuntimeId} ${fingerprint}`, record, ...urls };
}

/** Returns what may be shown of an identity. */
export function publicIdentity(stored: StoredIdentity): PublicIdentity {
  const { agentRuntimeId, agentPrivateKey, accountId } = stored.record;
  const key = AgentKey.fromPkcs8(agentPrivateKey);
  let identity: AgentIdentity | undefined;
  try {
    identity = new AgentIdentity(agentRuntimeId, key);
    const { publicKey } = identity;
    const { id, chatgptBaseUrl, authApiBaseUrl } = stored;
    const shown = { id, agentRuntimeId, accountId, chatgptBaseUrl, authApiBaseUrl };
    return { ...shown, publicKey: publicKey.toSsh(), fingerprint: publicKey.fingerprint() };
  } finally {
    // Each of them holds the private key.
    identity?.free();
    key.free();
  }
}

/** Reads what is in the secret storage. Returns undefined if it was damaged. */
export function readStored(text: string | undefined): StoredIdentities | undefined {
  if (text === undefined) return nothingStored;
  try {
    const { active, identities } = JSON.parse(text);
    if (!Array.isArray(identities) || !identities.every(isStored)) return undefined;
    return { identities, ...(typeof active === "string" && { active }) };
  } catch {
    return undefined;
  }
}

const isStored = (value: unknown): value is StoredIdentity => {
  const { id, record, chatgptBaseUrl, authApiBaseUrl } = Object(value);
  const texts = [id, chatgptBaseUrl, authApiBaseUrl, record?.agentRuntimeId, record?.agentPrivateKey];
  return texts.every((text) => typeof text === "string");
};

/** Adds an identity and makes it the active one. An identity that is stored already is replaced. */
export const withIdentity = ({ identities }: StoredIdentities, added: StoredIdentity): StoredIdentities => ({
  active: added.id,
  identities: [...identities.filter(({ id }) => id !== added.id), added],
});

/** Removes an identity. If it was the active one, the first of the others becomes active. */
export function withoutIdentity({ active, identities }: StoredIdentities, id: string): StoredIdentities {
  const rest = identities.filter((identity) => identity.id !== id);
  const next = active === id ? rest[0]?.id : active;
  return { identities: rest, ...(next !== undefined && { active: next }) };
}

export const activeOf = ({ active, identities }: StoredIdentities): StoredIdentity | undefined =>
  identities.find(({ id }) => id === active) ?? identities[0];
