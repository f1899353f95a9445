import type { AgentIdentityRecord } from "./identities.js";
import { core } from "./load.js";

/** What there is to authenticate with. */
export type AuthSnapshot =
  | { mode: "agentIdentity"; record: AgentIdentityRecord }
  | {
      mode: "chatgpt";
      accountId: string;
      chatgptUserId: string;
      fedramp?: boolean;
      stored?: AgentIdentityRecord;
    }
  | { mode: "apiKey" }
  | { mode: "none" };

/** What to do: sign with `record`, register a new agent, or authenticate as ever. */
export type AuthPlan =
  | { use: "agentIdentity"; record: AgentIdentityRecord }
  | {
      use: "register";
      accountId: string;
      chatgptUserId: string;
      fedramp: boolean;
      /** A stored record of another account or user. */
      replaces?: AgentIdentityRecord;
    }
  | { use: "unchanged"; because: "not_first_party" | "feature_off" | "no_account" };

/**
 * Whether a request carries an assertion, and of which identity. The whole table is in `docs/OPTING-IN.md` of
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
  return core().planAuth(auth, options);
}
