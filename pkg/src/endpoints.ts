import { core } from "./load.js";

/** The two environments whose addresses are known. */
export type Environment = "production" | "staging";

/** Base URLs without trailing slashes, and the URLs below them. */
export interface Endpoints {
  /** ChatGPT's API, below which the JWKS is. */
  chatgptBaseUrl: string;
  /** The authority, at which agents and tasks are registered. */
  authApiBaseUrl: string;
  /** The URL to which the registration of an agent is sent, by POST. */
  agentRegistrationUrl: string;
  /** The URL of the key set (RFC 7517) for Agent Identity JWTs, by GET. */
  jwksUrl: string;
  /** The id is percent-encoded as a path segment (RFC 3986). */
  taskRegistrationUrl(agentRuntimeId: string): string;
}

/**
 * Options that say which authority a request is for: `"production"` by default. There are two because two services take
 * part: the authority (AuthAPI) registers agents and tasks, and the ChatGPT backend takes the signed requests.
 */
export interface EndpointOptions {
  /**
   * The ChatGPT base: the name of an environment, a base URL, or what {@link endpoints} returned; `"production"` unless
   * given. The AuthAPI base follows from it if it belongs to an environment. Its origin is the only one to which
   * {@link agentFetch} sends requests, unless `allowedOrigins` names others.
   */
  endpoints?: Endpoints | Environment | (string & {});
  /**
   * The base URL at which agents and tasks are registered; that of the environment to which `endpoints` belongs unless
   * given. It is required if `endpoints` is a base URL that belongs to neither environment.
   */
  authApiBaseUrl?: string;
}

/**
 * Returns the addresses of the authority for an environment (`"production"` by default) or for a ChatGPT base
 * URL. A base that belongs to no known environment needs `authApiBaseUrl`.
 *
 * @throws {@link AgentIdentityError} `base_url_invalid`, `base_url_unknown`
 *
 * @example
 * ```js
 * import { endpoints } from "agent-identity-wasm";
 *
 * console.log(endpoints("staging").agentRegistrationUrl);
 * // https://auth.api.openai.org/api/accounts/v1/agent/register
 * console.log(endpoints("http://127.0.0.1:8080", { authApiBaseUrl: "http://127.0.0.1:8081" }).jwksUrl);
 * // http://127.0.0.1:8080/agent-identities/jwks
 * ```
 */
export function endpoints(
  environmentOrBaseUrl?: Environment | (string & {}),
  overrides?: { authApiBaseUrl?: string },
): Endpoints {
  const found = core().endpoints(environmentOrBaseUrl, overrides);
  return {
    ...found,
    taskRegistrationUrl: (agentRuntimeId: string) => core().taskRegistrationUrl(found, agentRuntimeId),
  };
}
