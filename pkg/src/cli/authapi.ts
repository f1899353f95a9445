import { type Endpoints, endpoints, isAgentIdentityError } from "agent-identity-wasm";
import { CommandError } from "./errors.js";

/** The option that names the authority's base URL. */
export const AUTHAPI_OPTION = {
  type: "string",
  value: "URL",
  help: "The authority's base URL. By default that of CODEX_AGENT_IDENTITY_AUTHAPI_BASE_URL, as for the Codex client, or else of production.",
} as const;

/**
 * Returns the addresses of the authority that the option or the environment names. As for the Codex client,
 * CODEX_AGENT_IDENTITY_JWKS_BASE_URL is the base of the key set.
 */
export function authorityEndpoints(option: string | undefined): Endpoints {
  const environment = process.env;
  const authApiBaseUrl = option ?? environment.CODEX_AGENT_IDENTITY_AUTHAPI_BASE_URL?.trim();
  const jwksBase = environment.CODEX_AGENT_IDENTITY_JWKS_BASE_URL?.trim();
  try {
    if (!authApiBaseUrl) return endpoints();
    return endpoints(jwksBase || "production", { authApiBaseUrl });
  } catch (error) {
    if (isAgentIdentityError(error)) throw new CommandError(`the authority's address: ${error.message}`);
    throw error;
  }
}
