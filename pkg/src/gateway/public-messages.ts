import type { AgentIdentityErrorCode } from "agent-identity-wasm";
import type { Refused } from "./refusal.js";

/** Shared by every refusal that would otherwise tell which agents, keys and ids there are. */
const UNPROVEN = "The assertion is not valid for this request.";

/**
 * The public messages for status 401, by code. Each text is ASCII without quotes and backslashes, as RFC 6750 §3 wants
 * an `error_description`, and tells nothing that the client did not send. A header can be refused with these codes alone.
 */
const MESSAGES: Partial<Record<AgentIdentityErrorCode, string>> = {
  authorization_missing: "The request needs an Authorization header with the scheme AgentAssertion.",
  authorization_repeated: "The request has more than one Authorization header.",

  text_not_unicode: "The Authorization header is not Unicode text.",
  assertion_too_long: "The Authorization header is longer than 8192 bytes.",
  assertion_scheme_invalid: "The Authorization header does not start with AgentAssertion and a space.",
  assertion_base64url_invalid: "The token is not base64url without padding.",
  assertion_utf8_invalid: "The token does not decode to UTF-8.",
  json_invalid: "The token does not decode to JSON.",
  json_not_object: "The token does not decode to a JSON object.",
  json_trailing_data: "Something follows the JSON object in the token.",
  json_member_duplicate: "The JSON object in the token has a member twice.",
  json_member_missing: "The JSON object in the token lacks a member.",
  json_member_not_string: "A member of the JSON object in the token is not a string.",
  agent_runtime_id_invalid: "The agent_runtime_id is not a valid id.",
  task_id_invalid: "The task_id is not a valid id.",
  timestamp_malformed: "The timestamp is not of the form 2026-11-22T06:16:09Z.",
  timestamp_impossible: "The timestamp names no existing date and time.",
  signature_malformed: "The signature is not base64 of 64 bytes.",

  timestamp_expired: "The timestamp is too old. Sign a new header for every request and check the clock.",
  timestamp_in_future: "The timestamp is in the future. Check the clock.",

  agent_unknown: UNPROVEN,
  signature_invalid: UNPROVEN,
  agent_runtime_id_unexpected: UNPROVEN,
  task_id_unexpected: UNPROVEN,

  assertion_replayed: "The header was used before. Sign a new header for every request.",
};

const UNAVAILABLE = "The request cannot be verified at the moment. Try again.";
const INTERNAL = "The request cannot be verified because of an error of the server.";

/** True if an error with this code is the fault of whoever wrote the header. */
export const isClientFault = (code: AgentIdentityErrorCode): boolean => Object.hasOwn(MESSAGES, code);

export function publicMessage(status: Refused["status"], code: AgentIdentityErrorCode): string {
  if (status === 503) return UNAVAILABLE;
  return (status === 401 ? MESSAGES[code] : undefined) ?? INTERNAL;
}
