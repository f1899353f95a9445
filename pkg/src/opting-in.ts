import type { AuthMode } from "./auth.js";
import { concealKey } from "./conceal.js";
import type { AgentIdentityRecord } from "./identities.js";
import { core } from "./load.js";

/** The means of authentication at hand. {@link readAuth} reads it from an `auth.json`. */
export type AuthSnapshot =
  | { mode: "agentIdentity"; record: AgentIdentityRecord }
  | {
      mode: "chatgpt";
      accountId: string;
      chatgptUserId: string;
      planType?: string;
      email?: string;
      fedramp?: boolean;
      /** The record that is stored beside the account's tokens. */
      stored?: AgentIdentityRecord;
    }
  | { mode: "apiKey" }
  /** A mode that never uses an agent identity, or that is not known. It never signs and never registers. */
  | { mode: "other"; authMode: AuthMode | (string & {}) }
  | { mode: "none" };

/** The decision: sign with `record`, register a new agent, or authenticate without an assertion. */
export type AuthPlan =
  | { use: "agentIdentity"; record: AgentIdentityRecord }
  | {
      use: "register";
      accountId: string;
      chatgptUserId: string;
      planType?: string;
      email?: string;
      fedramp: boolean;
      /** A stored record of another account or user. */
      replaces?: AgentIdentityRecord;
    }
  | { use: "unchanged"; because: UnchangedReason };

/** The reason why a request carries no assertion. */
export type UnchangedReason =
  /** The request does not go to a first-party provider. */
  | "not_first_party"
  /** The feature `use_agent_identity` is off. */
  | "feature_off"
  /** There is no ChatGPT account for which an agent could act. */
  | "no_account"
  /** The mode never uses an agent identity. */
  | "mode_unsupported";

/**
 * Decides whether a request carries an assertion, and whose. The whole table is in `docs/OPTING-IN.md` of
 * the repository.
 *
 * @param options.useAgentIdentity whether the feature `use_agent_identity` is on; `false` unless given
 * @param options.firstParty whether the request goes to a provider that uses OpenAI auth and has no key,
 * token, command or cloud credentials of its own; `true` unless given
 * @throws {@link AgentIdentityError} `wrong_type`, `private_key_…`
 *
 * @example
 * ```js
 * import { planAuth } from "agent-identity-wasm";
 *
 * const auth = { mode: "chatgpt", accountId: "account-1", chatgptUserId: "user-1" };
 * console.log(planAuth(auth).use); // unchanged
 * console.log(planAuth(auth, { useAgentIdentity: true }).use); // register
 * ```
 */
export function planAuth(
  auth: AuthSnapshot,
  options?: { useAgentIdentity?: boolean; firstParty?: boolean },
): AuthPlan {
  const plan: AuthPlan = core().planAuth(auth, options);
  if (plan.use === "agentIdentity") concealKey(plan.record);
  if (plan.use === "register") concealKey(plan.replaces);
  return plan;
}
