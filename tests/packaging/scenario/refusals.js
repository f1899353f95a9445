import { client, sentAt } from "./given.js";
import { refusal } from "./refusal.js";
import { clientIdentity } from "./signing.js";

const IDENTITY_POINT = Uint8Array.of(1, ...new Uint8Array(31));

/** One bad input of each kind. */
export function refusals(api) {
  const identity = clientIdentity(api);
  const other = api.AgentKey.generate().publicKey;
  const attempts = {
    ...badHeaders(api, identity.publicKey, other),
    ...badKeys(api),
    ...badArguments(api, identity),
    ...badTasks(api, identity, other),
    ...afterFree(api),
  };
  return Object.fromEntries(Object.entries(attempts).map(([name, attempt]) => [name, refusal(api, attempt)]));
}

const badHeaders = (api, publicKey, other) => ({
  scheme: () => api.parseAssertion("Bearer token"),
  base64url: () => api.parseAssertion("AgentAssertion !"),
  json: () => api.parseAssertion("AgentAssertion AAAA"),
  signature: () => api.verifyAssertion(client.header, other, { now: sentAt }),
  expired: () => api.verifyAssertion(client.header, publicKey, { now: sentAt + 301_000 }),
  future: () => api.verifyAssertion(client.header, publicKey, { now: sentAt - 301_000 }),
  otherTask: () => api.verifyAssertion(client.header, publicKey, { now: sentAt, expectedTaskId: "task-2" }),
});

const badKeys = (api) => ({
  privateKey: () => api.AgentKey.fromPkcs8("rubbish"),
  truncatedKey: () => api.AgentKey.fromPkcs8(client.pkcs8.slice(0, 60)),
  publicKey: () => api.AgentPublicKey.parse("rubbish"),
  weakKey: () => api.AgentPublicKey.parse(IDENTITY_POINT),
  privateAsPublic: () => api.AgentPublicKey.parse(client.pkcs8),
});

const badArguments = (api, identity) => ({
  noString: () => api.parseAssertion(7),
  noKey: () => api.verifyAssertion(client.header, {}),
  noConstructor: () => new api.AgentKey(),
  time: () => identity.authorizationHeader("task-1", { now: Number.NaN }),
  number: () => api.verifyAssertion(client.header, identity.publicKey, { maxAgeSeconds: -1 }),
  surrogate: () => identity.authorizationHeader("\ud800"),
});

const badTasks = (api, identity, other) => ({
  agentRuntimeId: () => new api.AgentIdentity("a:b", api.AgentKey.generate()),
  taskId: () => identity.authorizationHeader(""),
  externalTaskRef: () => identity.taskRegistrationRequest({ externalTaskRef: "\n" }),
  noTaskId: () => identity.readTaskRegistrationResponse("{}"),
  sealedForAnother: () =>
    identity.readTaskRegistrationResponse({ encrypted_task_id: api.sealTaskId("task-1", other) }),
  taskOfAnother: () =>
    identity.authorizationHeader({ agentRuntimeId: "agent-2", taskId: "task-1", kind: "background" }),
  baseUrl: () => identity.taskRegistrationRequest({ endpoints: "rubbish" }),
});

function afterFree(api) {
  const key = api.AgentKey.generate();
  const identity = new api.AgentIdentity("agent-1", key);
  key.free();
  key.free();
  identity.free();
  return {
    freedKey: () => key.exportPkcs8(),
    freedKeyAsArgument: () => new api.AgentIdentity("agent-1", key),
    freedIdentity: () => identity.authorizationHeader("task-1"),
  };
}
