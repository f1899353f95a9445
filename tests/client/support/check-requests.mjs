import assert from "node:assert/strict";
import {
  agentRegistrationRequest,
  endpoints,
  inspectAssertion,
  parseAssertion,
  readAgentRegistrationResponse,
  verifyAssertion,
} from "agent-identity-wasm";

const SIGNED_ROUTES = /\/v1\/responses$/;

/**
 * Checks every request that the client sent: what this package would send in its place must be the same, byte for byte.
 *
 * @param identity the agent's, as it was handed over or as the client stored it
 * @returns how many requests there were of each kind
 */
export function checkRequests(requests, { identity, accountId, fedramp, version }) {
  const counts = { agent: 0, task: 0, jwks: 0, assertion: 0, responses: 0 };
  const taskIds = new Set();
  for (const request of requests) {
    if (/jwks$/.test(request.path)) {
      counts.jwks++;
      checkJwks(request);
    } else if (request.path.endsWith("/v1/agent/register")) {
      counts.agent++;
      checkAgentRegistration(request, { identity, fedramp, version });
    } else if (request.path.endsWith("/task/register")) {
      counts.task++;
      taskIds.add(checkTaskRegistration(request, identity));
    } else if (request.headers.authorization?.startsWith("AgentAssertion")) {
      counts.assertion++;
      checkAssertion(request, { identity, accountId, fedramp });
    }
    if (SIGNED_ROUTES.test(request.path)) {
      counts.responses++;
      assert.match(request.headers.authorization, /^AgentAssertion /);
    }
  }
  return { ...counts, taskIds };
}

/** The origin does not matter: all paths are below that of the authority. */
const HERE = "http://127.0.0.1";
const where = { endpoints: HERE, authApiBaseUrl: HERE };
const pathOf = (url) => new URL(url).pathname;

function checkJwks({ method, path, headers, status }) {
  const { jwksUrl } = endpoints(`${HERE}/backend-api`, { authApiBaseUrl: HERE });
  assert.deepEqual([method, path, status], ["GET", pathOf(jwksUrl), 200]);
  assert.equal(headers.authorization, undefined);
}

function checkAgentRegistration(request, { identity, fedramp, version }) {
  const { abom, capabilities, ttl } = JSON.parse(request.body);
  assert.equal(abom.agent_version, version);
  const accessToken = request.headers.authorization.replace(/^Bearer /, "");
  const ours = agentRegistrationRequest({
    publicKey: identity.publicKey,
    accessToken,
    billOfMaterials: {
      agentVersion: abom.agent_version,
      agentHarnessId: abom.agent_harness_id,
      runningLocation: abom.running_location,
    },
    capabilities,
    ttlSeconds: ttl,
    fedramp,
    ...where,
  });
  checkSame(request, ours);
  assert.equal(readAgentRegistrationResponse(request.answer), identity.agentRuntimeId);
}

function checkTaskRegistration(request, identity) {
  const now = Date.parse(JSON.parse(request.body).timestamp);
  checkSame(request, identity.taskRegistrationRequest({ now, ...where }));
  assert.equal(request.headers.authorization, undefined);
  return identity.readTaskRegistrationResponse(request.answer).taskId;
}

function checkSame(request, { url, method, headers, body }) {
  assert.equal(request.status, 200);
  assert.equal(request.path, pathOf(url));
  assert.equal(request.method, method);
  assert.equal(request.body, body);
  const names = ["authorization", "content-type", "x-openai-fedramp", "chatgpt-account-id"];
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  for (const name of names) assert.equal(request.headers[name], lower[name], name);
}

function checkAssertion({ headers }, { identity, accountId, fedramp }) {
  const { authorization } = headers;
  const { issuedAt, taskId } = parseAssertion(authorization);
  verifyAssertion(authorization, identity.publicKey, { expectedAgentRuntimeId: identity.agentRuntimeId });
  const { findings } = inspectAssertion(authorization, { publicKey: identity.publicKey });
  assert.deepEqual(findings, []);
  const ours = identity.requestHeaders(taskId, { accountId, fedramp, now: issuedAt });
  assert.equal(authorization, ours.Authorization);
  assert.equal(headers["chatgpt-account-id"], ours["ChatGPT-Account-ID"]);
  assert.equal(headers["x-openai-fedramp"], ours["X-OpenAI-Fedramp"]);
}
