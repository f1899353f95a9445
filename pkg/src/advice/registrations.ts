/** Advice about tasks, registrations and the authority's addresses. */
export const REGISTRATIONS = {
  task_of_other_agent: {
    title: "The task belongs to another agent",
    cause: "A task that was registered by one agent was used to sign as another.",
    remedy: "Register the task with the identity that signs.",
  },
  task_id_missing: {
    title: "The answer contains no task id",
    cause:
      "The authority's answer has none of the members task_id, taskId, encrypted_task_id and encryptedTaskId.",
    remedy:
      "Check the address of the authority: another service may have answered. Otherwise report the answer to its operator.",
  },
  sealed_task_id_malformed: {
    title: "The encrypted task id is damaged",
    cause: "The encrypted task id is not base64, or it does not contain text after decryption.",
    remedy: "Register the task again. If it happens again, report it to the operator of the authority.",
  },
  sealed_task_id_unopenable: {
    title: "The task id was encrypted for another key",
    cause:
      "This agent's private key cannot open the task id. The authority may know another public key for this agent.",
    remedy: "Compare the registered public key with this one. If they differ, register the agent again.",
  },
  access_token_invalid: {
    title: "The access token is not usable",
    cause:
      "The token is empty or contains characters that cannot stand in a header. A line break at its end is the usual reason.",
    remedy: "Copy the token again, without white space or quotes.",
  },
  account_id_invalid: {
    title: "The account id is not usable",
    cause: "The account id is empty or contains characters that cannot stand in a header.",
    remedy: "Copy the account id again, without white space or quotes.",
  },
  registration_text_invalid: {
    title: "A description is not allowed",
    cause: "A text of the registration is empty, longer than 256 bytes, or contains control characters.",
    remedy: "Shorten it to one line of plain text.",
  },
  base_url_invalid: {
    title: "The address is not usable",
    cause: "A base address must be an absolute http: or https: URL without user name, query and fragment.",
    remedy: "Write it like https://host.example/path.",
  },
  base_url_unknown: {
    title: "No authority is known for this address",
    cause:
      "The ChatGPT address is neither the production nor the staging address, so the address of its authority cannot be derived.",
    remedy:
      "State the authority's address too (authApiBaseUrl, or CODEX_AGENT_IDENTITY_AUTHAPI_BASE_URL for the Codex client).",
  },
} as const;
