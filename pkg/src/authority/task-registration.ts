import { type AgentPublicKey, isAgentIdentityError, verifyTaskRegistration } from "agent-identity-wasm";
import { memberOf } from "../members.js";
import { Refusal } from "./answers.js";
import { type Member, optional, parseJson, readJsonText, required, requireMembers } from "./request-body.js";

const string = (value: unknown) => (typeof value === "string" ? undefined : "must be a string");

const BODY: readonly Member[] = [
  required("timestamp", string),
  required("signature", string),
  optional("external_task_ref", string),
];

/** Refusals that are about who signed, and when, and not about the form of the request. */
const UNAUTHORIZED: readonly string[] = ["signature_invalid", "timestamp_expired", "timestamp_in_future"];

/** Refusals that are nobody's fault but that of the test: it gave a clock that is none, or freed a key. */
const OURS: readonly string[] = ["time_out_of_range", "wrong_type", "freed"];

/** Checks a request to register a task against PROTOCOL §4, and returns its reference. */
export async function readTaskRegistration(
  request: Request,
  agentRuntimeId: string,
  publicKey: AgentPublicKey,
  now: number,
): Promise<string | undefined> {
  if (request.headers.has("authorization")) {
    throw new Refusal(400, "authorization_unexpected", "a task registration has no Authorization");
  }
  const body = await readJsonText(request);
  requireMembers(parseJson(body), BODY);
  try {
    const registration = verifyTaskRegistration(body, agentRuntimeId, publicKey, { now });
    return memberOf(registration, "externalTaskRef") as string | undefined;
  } catch (error) {
    if (!isAgentIdentityError(error) || OURS.includes(error.code)) throw error;
    const status = UNAUTHORIZED.includes(error.code) ? 401 : 400;
    throw new Refusal(status, error.code, error.message);
  }
}
