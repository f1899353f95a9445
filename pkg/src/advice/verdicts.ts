/** Advice about verdicts that are not refusals. */
export const VERDICTS = {
  valid: {
    title: "The header is valid",
    cause: "Its form, its signature and its time are right for the key that you gave.",
    remedy:
      "If the service still answers 401 or 403, compare what cannot be seen in the header: whether the service has registered the same public key for this agent; whether it still knows the task (otherwise register a new one); whether the ChatGPT-Account-ID header names the account that the agent belongs to; whether the agent was revoked; and whether the header was already used or took more than 5 minutes to arrive.",
  },
  not_judged: {
    title: "The signature was not checked",
    cause: "No public key was given, so only the form and the time could be judged.",
    remedy:
      "Give the agent's public key: the line that starts with ssh-ed25519 from its registration, or the public half of agent_private_key in its auth.json (`npx agent-identity-wasm doctor` prints it).",
  },
} as const;
