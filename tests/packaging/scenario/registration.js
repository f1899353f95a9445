import { sentAt, task } from "./given.js";
import { clientIdentity } from "./signing.js";

/** The agent asks for a task, and the authority reads what it asks. */
export function registration(api) {
  const identity = clientIdentity(api);
  const request = identity.taskRegistrationRequest({
    externalTaskRef: `thread of ${task}`,
    now: sentAt,
    endpoints: "staging",
  });
  const { url, method, headers, body } = request;
  const read = api.verifyTaskRegistration(body, identity.agentRuntimeId, identity.publicKey, { now: sentAt });
  return { url, method, headers, body, read: { ...read } };
}
