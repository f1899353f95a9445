/** Advice about assertions: their form, their ids, their time and their signature. */
export const ASSERTIONS = {
  agent_runtime_id_invalid: {
    title: "The agent's id is not allowed",
    cause:
      "An agent_runtime_id has 1 to 256 bytes and contains no white space, no control characters and none of : / \\ ? #. It is not . or .. either.",
    remedy:
      "Use the id exactly as the authority returned it when the agent was registered. Look for an added space or a whole URL.",
  },
  task_id_invalid: {
    title: "The task's id is not allowed",
    cause: "A task_id has 1 to 256 bytes, no control characters, and no white space at its ends.",
    remedy:
      "Use the id exactly as the authority returned it when the task was registered. Look for an added space or line break.",
  },
  external_task_ref_invalid: {
    title: "The task reference is not allowed",
    cause: "An external_task_ref has 1 to 512 bytes, no control characters, and no white space at its ends.",
    remedy: "Choose a short stable name, such as the id of a conversation.",
  },
  timestamp_malformed: {
    title: "The time is not written as the protocol requires",
    cause:
      "The timestamp must look like 2026-11-22T06:16:09Z: UTC, whole seconds, 20 characters. Fractions of a second and offsets such as +01:00 are refused.",
    remedy:
      'Let the signer write UTC with whole seconds and a final Z. In JavaScript: new Date().toISOString().slice(0, 19) + "Z".',
  },
  timestamp_impossible: {
    title: "The time does not exist",
    cause:
      "The timestamp has the right form but names a date or time that does not exist, such as 30 February or second 60.",
    remedy: "Let the signer take the time from the system clock instead of assembling it.",
  },
  timestamp_expired: {
    title: "The header is too old",
    cause:
      "A header is accepted for 5 minutes after it was signed. Either it was kept and sent again later, or the clock of the computer that signed it is slow, or you are judging an old recording by today's clock.",
    remedy:
      "Sign a new header for every request. If every request fails, compare the signer's clock with a reliable one and turn on time synchronization. For an old log or HAR file, judge each header by the time at which it was sent.",
  },
  timestamp_in_future: {
    title: "The header comes from the future",
    cause:
      "The header was signed more than 5 minutes ahead of the verifier's clock. The clock of the computer that signed it is fast, or the verifier's clock is slow.",
    remedy:
      "Compare both clocks with a reliable one and turn on time synchronization. Look for a local time that was written as UTC.",
  },
  signature_malformed: {
    title: "The signature is not written correctly",
    cause:
      "The signature must be 64 bytes as standard base64 with padding: 88 characters that end in ==. Base64url, hex, a missing = or a cut copy are refused.",
    remedy:
      "Copy the header again in full. If you write the signer, encode the 64 bytes with standard base64.",
  },
  signature_invalid: {
    title: "The signature does not match the key",
    cause:
      "Another key signed this header, or the agent, the task or the time was changed after signing. Often the agent has registered a new key, or the verifier has the key of another agent.",
    remedy:
      "Ask for the public key that is registered for exactly this agent_runtime_id, and compare its fingerprint with the signer's. If the key was rotated, load the new one.",
  },
  assertion_too_long: {
    title: "The header is too long",
    cause: "A header has at most 8192 bytes. Usually more than one header, or a whole document, was passed.",
    remedy: "Pass the value of a single Authorization header.",
  },
  assertion_scheme_invalid: {
    title: "This is not an AgentAssertion header",
    cause:
      "The value does not start with the word AgentAssertion and a space. It may be another kind of authorization, such as Bearer, or no header at all.",
    remedy:
      "Copy the value of the Authorization header, which starts with AgentAssertion. If the client sent Bearer, it did not use its agent identity: see `doctor`.",
  },
  assertion_base64url_invalid: {
    title: "The token is not base64url: it was cut off, or other characters got into it",
    cause:
      "The part after AgentAssertion consists of letters, digits, - and _ only (base64url without =), and not every length is possible. A copy that was cut, quoted or wrapped over lines is often wrong, and so is a program's undefined or null.",
    remedy:
      "Copy the header again in full. If you write the signer, use base64url without padding, and look whether it had a token at all.",
  },
  assertion_utf8_invalid: {
    title: "The token does not contain readable text",
    cause:
      "The decoded token is not UTF-8. Usually characters are missing from the copy, or something else than JSON was encoded.",
    remedy: "Copy the header again in full.",
  },
  json_invalid: {
    title: "The content is not valid JSON",
    cause:
      "The text breaks off or contains a syntax error. A copy that was cut at the end of a line or a log entry is the usual reason.",
    remedy: "Copy it again from its first to its last character. The message says where the error is.",
  },
  json_not_object: {
    title: "The JSON is not an object",
    cause: "The document must be a JSON object in braces, but it is a list, a string, a number or null.",
    remedy: "Pass the object itself. If it stands inside a list, take it out.",
  },
  json_trailing_data: {
    title: "Something follows the JSON object",
    cause: "The document does not end after its closing brace. Two documents may have been joined.",
    remedy: "Remove what follows the object.",
  },
  json_member_duplicate: {
    title: "A field appears twice",
    cause:
      "The JSON object has two members of the same name. Readers would disagree about which of them counts, so it is refused.",
    remedy: "Write every member once.",
  },
  json_member_missing: {
    title: "A field is missing",
    cause:
      "The document lacks a member that it must have. An assertion has four: agent_runtime_id, task_id, timestamp and signature.",
    remedy: "Add the member that the message names, or check that this is the right kind of document.",
  },
  json_member_not_string: {
    title: "A field is not a string",
    cause: "A member that must be a JSON string is a number, null, a list or an object.",
    remedy: "Write the value in double quotes.",
  },
  agent_runtime_id_unexpected: {
    title: "The header belongs to another agent",
    cause: "The header is signed for another agent_runtime_id than the one that is expected here.",
    remedy: "Check which agent should make this request, and sign with the identity of that agent.",
  },
  task_id_unexpected: {
    title: "The header belongs to another task",
    cause: "The header is signed for another task_id than the one that is expected here.",
    remedy:
      "Sign with the task that was registered for this work. A task that was registered again has a new id.",
  },
} as const;
