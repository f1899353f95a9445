// The checks of `npm run test:client` compare what the released client sends with what this package would send. Here this
// package plays the client, and each detail of the protocol is changed in turn: every change must be noticed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AgentTasks, agentFetch, registerAgent } from "agent-identity-wasm";
import { checkRequests } from "../client/support/check-requests.mjs";
import { RecordingAuthority } from "../support/recording-authority.mjs";

const HERE = "http://127.0.0.1";
const VERSION = "1.0.0";

async function record() {
  const authority = new RecordingAuthority();
  const fetch = (input, init) => authority.fetch(new Request(input, init));
  const options = { endpoints: HERE, authApiBaseUrl: HERE, fetch };
  await fetch(`${HERE}/backend-api/wham/agent-identities/jwks`);
  const { identity } = await registerAgent({
    accessToken: "token",
    billOfMaterials: { agentVersion: VERSION, agentHarnessId: "codex-cli", runningLocation: "exec-linux" },
    ...options,
  });
  const signedFetch = agentFetch(new AgentTasks(identity, options), { accountId: "account-1", fetch });
  const body = JSON.stringify({ model: "m", input: "hi", stream: true });
  await (await signedFetch(`${HERE}/v1/responses`, { method: "POST", body })).text();
  return { requests: authority.requests, about: { identity, accountId: "account-1", version: VERSION } };
}

const { requests, about } = await record();

const isJwks = ({ path }) => path.endsWith("jwks");
const isAgent = ({ path }) => path.endsWith("/v1/agent/register");
const isTask = ({ path }) => path.endsWith("/task/register");
const isSigned = ({ headers }) => headers.authorization?.startsWith("AgentAssertion");

/** Returns the requests with a change of those that it is about. */
const changed = (isMeant, change) =>
  requests.map((request) => (isMeant(request) ? { ...request, ...change(request) } : request));

const reversed = (text) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()));
const withBody = (change) => (request) => ({ body: change(request.body) });
const withHeader = (name, value) => (request) => ({ headers: { ...request.headers, [name]: value } });
const withEnvelope = (change) => (request) => {
  const envelope = Buffer.from(request.headers.authorization.split(" ")[1], "base64url").toString();
  const token = Buffer.from(change(envelope)).toString("base64url");
  return withHeader("authorization", `AgentAssertion ${token}`)(request);
};

test("what this package sends is what the checks expect of the client", () => {
  const { jwks, agent, task, assertion, responses } = checkRequests(requests, about);
  assert.deepEqual([jwks, agent, task, assertion, responses], [1, 1, 1, 1, 1]);
});

const changes = {
  "the order of an assertion's members": [isSigned, withEnvelope(reversed)],
  "the format of an assertion's time": [
    isSigned,
    withEnvelope((json) => json.replace(/(T[\d:]+)Z/, "$1.000Z")),
  ],
  "white space in an assertion": [isSigned, withEnvelope((json) => json.replace(":", ": "))],
  "a fifth member of an assertion": [isSigned, withEnvelope((json) => json.replace("}", ',"v":1}'))],
  "padding after an assertion": [
    isSigned,
    (request) => withHeader("authorization", `${request.headers.authorization}=`)(request),
  ],
  "another account": [isSigned, withHeader("chatgpt-account-id", "account-2")],
  "a FedRAMP header": [isSigned, withHeader("x-openai-fedramp", "true")],
  "the order of a task registration's members": [isTask, withBody(reversed)],
  "the format of a task registration's time": [
    isTask,
    withBody((json) => json.replace(/(T[\d:]+)Z/, "$1+00:00")),
  ],
  "a task registration with a bearer token": [isTask, withHeader("authorization", "Bearer x")],
  "the path of a task registration": [isTask, ({ path }) => ({ path: path.replace("/v1/", "/v2/") })],
  "the order of an agent registration's members": [isAgent, withBody(reversed)],
  "another form of the public key": [isAgent, withBody((json) => json.replace("ssh-ed25519 ", ""))],
  "an agent registration with another scheme": [isAgent, withHeader("authorization", "token")],
  "the path of the key set": [isJwks, () => ({ path: "/backend-api/agent-identities/jwks" })],
  "the method of the key set": [isJwks, () => ({ method: "POST" })],
};

for (const [name, [isMeant, change]] of Object.entries(changes)) {
  test(`the checks notice a change: ${name}`, () => {
    assert.ok(requests.some(isMeant));
    assert.throws(() => checkRequests(changed(isMeant, change), about));
  });
}
