/** The route of a request, with the agent that its path names. */
export type Route =
  | { readonly name: "agent" | "jwks" | "responses" | "whoami" }
  | { readonly name: "task"; readonly agentRuntimeId: string };

/**
 * Finds the route of a path, below any base path (PROTOCOL §4 to §7). The path of the JWKS depends on the base: it has
 * `wham` in it exactly if the base has `/backend-api` (PROTOCOL §6).
 */
export function routeOf(method: string, path: string): Route | undefined {
  if (method === "GET") {
    if (path.endsWith("/whoami")) return { name: "whoami" };
    return isJwksPath(path) ? { name: "jwks" } : undefined;
  }
  if (method !== "POST") return undefined;
  if (path.endsWith("/v1/responses")) return { name: "responses" };
  if (path.endsWith("/v1/agent/register")) return { name: "agent" };
  const id = /\/v1\/agent\/([^/]+)\/task\/register$/.exec(path)?.[1];
  const agentRuntimeId = id === undefined ? undefined : decodeSegment(id);
  return agentRuntimeId === undefined ? undefined : { name: "task", agentRuntimeId };
}

function isJwksPath(path: string): boolean {
  const base = /^(.*?)(?:\/wham)?\/agent-identities\/jwks$/.exec(path)?.[1];
  if (base === undefined) return false;
  const wham = base.includes("/backend-api") ? "/wham" : "";
  return path === `${base}${wham}/agent-identities/jwks`;
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
