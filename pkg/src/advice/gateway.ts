/** Advice about the refusals of a gateway. */
export const GATEWAY = {
  authorization_missing: {
    title: "The request has no Authorization header",
    cause: "The client did not authenticate, or a proxy removed the header on the way.",
    remedy:
      "Send Authorization: AgentAssertion … with every request. If the client does, look for a proxy that removes the header.",
  },
  authorization_repeated: {
    title: "The request has several Authorization headers",
    cause:
      "More than one Authorization header arrived. Which one counts would be a guess, so the request is refused.",
    remedy:
      "Send exactly one Authorization header. Check that neither a library nor a proxy adds a second one.",
  },
  agent_unknown: {
    title: "The agent is not known",
    cause:
      "The gateway found no public key for this agent_runtime_id. The agent was not registered here, or it was removed.",
    remedy:
      "Register the agent, or check which environment (production, staging, local) it was registered in.",
  },
  assertion_replayed: {
    title: "The header was used before",
    cause:
      "The same header arrived again more than two seconds after it was first seen. A client keeps its headers, or someone sent a captured one again.",
    remedy:
      "Sign a new header for every request and every retry. If no client of yours keeps headers, treat it as an attack.",
  },
  keys_unavailable: {
    title: "The agent's keys cannot be looked up",
    cause:
      "The look-up of public keys failed or took too long. This is the gateway's fault, not the client's.",
    remedy: "Check the database or service that holds the keys. The client may try again in a moment.",
  },
  replays_unavailable: {
    title: "The memory of used headers cannot be reached",
    cause:
      "The store of the replay guard, such as Redis, failed or took too long. This is the gateway's fault, not the client's.",
    remedy: "Check the store. The client may try again in a moment.",
  },
} as const;
