import type { HostResponse } from "agent-identity-wasm";
import { withoutPrototype } from "../members.js";
import { CodedError } from "./error.js";
import { readMember } from "./options.js";
import type { Refused } from "./refusal.js";

const TITLES: Record<Refused["status"], string> = {
  401: "Unauthorized",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/**
 * Makes the answer to a refused request: its status, its headers, and a problem document (RFC 9457) with `type`
 * `about:blank`, `title`, `status` and, in `detail`, the public message.
 *
 * @throws `AgentIdentityError` `wrong_type`: not a refusal
 *
 * @example
 * ```js
 * import { AssertionVerifier, refusalResponse } from "agent-identity-wasm/gateway";
 *
 * const verifier = new AssertionVerifier({ keysOf: () => null });
 * const verdict = await verifier.verifyRequest(new Request("https://gateway.example/"));
 * const response = refusalResponse(verdict);
 * console.log(response.status, response.headers.get("www-authenticate")); // 401 AgentAssertion
 * ```
 */
export function refusalResponse(refused: Refused): HostResponse {
  const { status, publicMessage, headers } = readRefused(refused);
  const title = TITLES[status];
  // A `toJSON`, or an option of `Response`, that is inherited from a polluted `Object.prototype` must not count.
  const problem = withoutPrototype({ type: "about:blank", title, status, detail: publicMessage });
  const options = {
    status,
    statusText: "",
    headers: withoutPrototype({ ...headers, "Content-Type": "application/problem+json" }),
  };
  return new Response(JSON.stringify(problem), withoutPrototype(options)) as HostResponse;
}

/** A verdict that is not a refusal must not become an answer. */
function readRefused(refused: unknown): Refused {
  if (typeof refused === "object" && refused !== null && readMember(refused, "ok") === false) {
    const status = readMember(refused, "status");
    if (status === 401 || status === 500 || status === 503) return refused as Refused;
  }
  throw new CodedError("wrong_type", "refusalResponse takes the refusal that a verifier returned");
}
