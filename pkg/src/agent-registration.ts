import { type AgentPublicKey, rawPublicKey } from "./agent-public-key.js";
import type { EndpointOptions } from "./endpoints.js";
import type { HttpRequest } from "./http-request.js";
import { core } from "./load.js";
import { readMember } from "./options.js";

/** The program that runs, and its environment. Each text has 1 to 256 bytes and no control characters. */
export interface AgentBillOfMaterials {
  /** The program's version, for example `0.169.0`. */
  agentVersion: string;
  /** `codex-app` inside VS Code, `codex-cli` elsewhere. */
  agentHarnessId: string;
  /** `<session source>-<operating system>`, for example `exec-linux`. */
  runningLocation: string;
}

/**
 * The request that registers a new agent's public key for an account.
 *
 * @param options.accessToken the account's; a secret
 * @param options.capabilities `["responsesapi"]` unless you say otherwise
 * @param options.ttlSeconds the lifetime of the agent in whole seconds, or `null` to let the authority decide
 * @throws {@link AgentIdentityError} `access_token_invalid`, `registration_text_invalid`,
 * `number_out_of_range`, `base_url_…`
 *
 * @example
 * ```js
 * import { AgentKey, agentRegistrationRequest } from "agent-identity-wasm";
 *
 * const key = AgentKey.generate();
 * const { url, ...init } = agentRegistrationRequest({
 *   publicKey: key.publicKey,
 *   accessToken: "the account's access token",
 *   billOfMaterials: { agentVersion: "1.0.0", agentHarnessId: "codex-app", runningLocation: "vscode-linux" },
 * });
 * console.log(init.method, url); // POST https://auth.openai.com/api/accounts/v1/agent/register
 * ```
 */
export function agentRegistrationRequest(
  options: {
    publicKey: AgentPublicKey;
    accessToken: string;
    billOfMaterials: AgentBillOfMaterials;
    capabilities?: readonly string[];
    ttlSeconds?: number | null;
    fedramp?: boolean;
  } & EndpointOptions,
): HttpRequest {
  const publicKey = rawPublicKey(readMember(options, "publicKey"), "publicKey");
  return core().agentRegistrationRequest(options, publicKey);
}

/**
 * The new agent's id, from the body of the authority's answer.
 *
 * @throws {@link AgentIdentityError} `json_…`, `agent_runtime_id_invalid`
 *
 * @example
 * ```js
 * import { readAgentRegistrationResponse } from "agent-identity-wasm";
 *
 * console.log(readAgentRegistrationResponse('{"agent_runtime_id":"agent-1"}')); // agent-1
 * ```
 */
export function readAgentRegistrationResponse(body: string | object): string {
  return core().readAgentRegistrationResponse(body);
}
