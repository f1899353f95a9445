import { AgentIdentity, AgentKey } from "agent-identity-wasm";

/** An agent, and the `auth.json` in which the client keeps it. */
export function makeIdentity({ taskId, agentRuntimeId = "agent-1" } = {}) {
  const key = AgentKey.generate();
  const record = {
    agent_runtime_id: agentRuntimeId,
    agent_private_key: key.exportPkcs8(),
    account_id: "account-1",
    chatgpt_user_id: "user-1",
    email: "",
    plan_type: "pro",
    chatgpt_account_is_fedramp: false,
    ...(taskId && { task_id: taskId }),
  };
  return {
    key,
    identity: new AgentIdentity(agentRuntimeId, key),
    secret: record.agent_private_key,
    authJson: JSON.stringify({ auth_mode: "agentIdentity", agent_identity: record }),
    record,
  };
}
