import type { AgentIdentityRecord } from "agent-identity-wasm";
import { planAuth, readAuth } from "agent-identity-wasm";

/** Whose agent is to be registered. The access token is a secret. */
export interface Account {
  readonly accessToken: string;
  readonly accountId: string;
  readonly chatgptUserId: string;
  readonly planType: string;
  readonly email?: string;
  readonly fedramp: boolean;
}

export type FoundInAuthJson =
  | { readonly use: "identity"; readonly record: AgentIdentityRecord; readonly jwt?: string }
  | { readonly use: "register"; readonly account: Account }
  | { readonly use: "nothing"; readonly mode: string };

/** Reads an `auth.json` as the Codex client does: its mode decides. */
export function readAuthFile(text: string): FoundInAuthJson {
  const { snapshot, authMode, accessToken, agentIdentityJwt } = readAuth(text);
  const plan = planAuth(snapshot, { useAgentIdentity: true });
  if (plan.use === "agentIdentity")
    return { use: "identity", record: plan.record, ...(agentIdentityJwt && { jwt: agentIdentityJwt }) };
  if (plan.use === "unchanged" || !accessToken) return { use: "nothing", mode: authMode ?? snapshot.mode };
  const { accountId, chatgptUserId, planType = "unknown", email, fedramp } = plan;
  const account = { accessToken, accountId, chatgptUserId, planType, fedramp };
  return { use: "register", account: { ...account, ...(email && { email }) } };
}
