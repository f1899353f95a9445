import { client, handedOver, sentAt, stored } from "./given.js";
import { clientIdentity } from "./signing.js";

/** Identities at rest, whether one is used, and the task that is registered for it. */
export async function identities(api) {
  const file = JSON.stringify({ auth_mode: "agentIdentity", agent_identity: stored, another: [1.5] });
  const { snapshot, storedAs } = api.readAuth(file);
  const { record } = snapshot;
  return {
    storedAs,
    agentRuntimeId: record.agentRuntimeId === client.agentRuntimeId,
    sameFile: api.writeAuthJson(file, record) === file,
    plans: plans(api, record),
    modeSet: JSON.parse(api.writeAuthJson("{}", record)).auth_mode,
    jwt: globalThis.crypto?.subtle ? await verified(api) : "absent",
    tasks: typeof AbortController === "function" ? await registered(api) : "absent",
  };
}

function plans(api, record) {
  const { accountId, chatgptUserId } = record;
  const account = { mode: "chatgpt", accountId, chatgptUserId };
  const on = { useAgentIdentity: true };
  return [
    api.planAuth({ mode: "agentIdentity", record }),
    api.planAuth({ ...account, stored: record }),
    api.planAuth({ ...account, stored: record }, on),
    api.planAuth(account, on),
    api.planAuth(account, { ...on, firstParty: false }),
  ].map((plan) => plan.because ?? plan.use);
}

async function verified(api) {
  const claims = await api.verifyAgentIdentityJwt(handedOver.jwt, handedOver.jwks, { now: sentAt });
  if (typeof AbortController !== "function") return claims.accountId;
  const text = async () => JSON.stringify(handedOver.jwks);
  const fetch = async () => ({ ok: true, status: 200, headers: { get: () => null }, text });
  const fetched = new api.RemoteJwks("https://authority.example/jwks", { fetch });
  const again = await api.verifyAgentIdentityJwt(handedOver.jwt, fetched, { now: sentAt });
  return again.accountId === claims.accountId ? claims.accountId : "differs";
}

/** Two ask for one thread at the same time. */
async function registered(api) {
  const sent = [];
  const fetch = async (url, { method }) => {
    sent.push(`${method} ${url}`);
    const text = async () => '{"task_id":"task-7"}';
    return { ok: true, status: 200, headers: { get: () => null }, text };
  };
  const tasks = new api.AgentTasks(clientIdentity(api), { fetch });
  const [first, second] = await Promise.all([tasks.thread("thread-1"), tasks.thread("thread-1")]);
  return { sent, shared: first === second, taskId: first.taskId };
}
