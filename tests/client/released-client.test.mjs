import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import {
  AgentIdentity,
  AgentKey,
  decodeUnverifiedAgentIdentityJwt,
  parseAssertion,
  readAuth,
  readAuthJson,
  registerAgent,
  writeAuthJson,
} from "agent-identity-wasm";
import { RecordingAuthority } from "../support/recording-authority.mjs";
import { account, chatgptAuth } from "./support/accounts.mjs";
import { checkRequests } from "./support/check-requests.mjs";
import { Home } from "./support/client.mjs";
import { clients } from "./support/clients.mjs";
import { runReadmeLine } from "./support/readme-line.mjs";

const OPTED_IN = { arguments: ["--enable", "use_agent_identity"] };
const homes = [];
after(() => {
  for (const home of homes) home.remove();
});

function homeOf(client, auth) {
  const home = new Home(client);
  homes.push(home);
  if (auth !== undefined) home.auth = auth;
  return home;
}

const identityOf = ({ agentRuntimeId, agentPrivateKey }) =>
  new AgentIdentity(agentRuntimeId, AgentKey.fromPkcs8(agentPrivateKey));

/** Runs the client with a JWT, and returns what it needs to check its requests. */
async function runWithJwt(client, authority, claims, options) {
  const jwt = await authority.issueJwt(claims);
  const { accountId, fedramp, ...decoded } = decodeUnverifiedAgentIdentityJwt(jwt);
  const environment = { CODEX_ACCESS_TOKEN: jwt };
  const result = await homeOf(client).exec(authority, { environment, ...options });
  const about = { identity: identityOf(decoded), accountId, fedramp, version: client.version };
  return { ...result, about };
}

function assertAnswered({ code, output }) {
  assert.equal(code, 0, output);
  assert.match(output, /This is the test authority\./);
}

// A run of the client waits more than it works.
for (const client of clients) describe(`codex ${client.version}`, { concurrency: 4 }, () => testsOf(client));

function testsOf(client) {
  test("a JWT; WebSockets first", async () => {
    const authority = new RecordingAuthority();
    const { about, ...result } = await runWithJwt(client, authority, account(), { websockets: true });
    assertAnswered(result);
    const { jwks, task, agent, assertion, responses } = checkRequests(authority.requests, about);
    assert.ok(jwks > 0 && task > 0 && responses > 1 && assertion > responses);
    assert.equal(agent, 0);
    assert.ok(authority.requests.some(({ upgrade }) => upgrade));
    assert.ok(!authority.requests.some(({ headers }) => headers.authorization?.startsWith("Bearer")));
  });

  test("the line of the README runs it against the authority, from an empty folder", async () => {
    const { code, output, files } = await runReadmeLine(client);
    assertAnswered({ code, output });
    for (const route of ["GET \\S+/jwks", "POST /v1/agent/\\S+/task/register", "POST /v1/responses"])
      assert.match(output, new RegExp(`authority: ${route} 200`));
    assert.deepEqual(files, [], "the folder stays empty");
  });

  test("a JWT of a FedRAMP account, and sealed task ids with text beyond ASCII", async () => {
    const authority = new RecordingAuthority({ sealTaskIds: true });
    const { about, ...result } = await runWithJwt(client, authority, account(true));
    assertAnswered(result);
    const { taskIds } = checkRequests(authority.requests, about);
    const sent = authority.requests.find(({ path }) => path.endsWith("/v1/responses"));
    assert.equal(sent.headers["x-openai-fedramp"], "true");
    const { taskId } = parseAssertion(sent.headers.authorization);
    assert.ok(taskIds.has(taskId));
    assert.match(taskId, /-é-雪$/);
  });

  for (const fedramp of [false, true]) {
    const kind = fedramp ? "A FedRAMP account" : "An account";
    test(`${kind} of ChatGPT opts in, and what is stored is used again`, async () => {
      const authority = new RecordingAuthority();
      const home = homeOf(client, chatgptAuth(account(fedramp)));
      assertAnswered(await home.exec(authority, OPTED_IN));
      const { record, authMode, storedAs } = readAuthJson(home.auth);
      assert.deepEqual([authMode, storedAs], ["chatgpt", "record"]);
      const { snapshot, accessToken } = readAuth(home.auth);
      assert.deepEqual(snapshot.stored, record);
      assert.equal(snapshot.accountId, "account-0001");
      assert.equal(accessToken, JSON.parse(home.auth).tokens.access_token);
      const { agentRuntimeId, agentPrivateKey, taskId, ...stored } = record;
      assert.deepEqual(stored, account(fedramp));
      assert.ok(authority.agents.has(agentRuntimeId));
      assert.ok(authority.tasks.has(taskId));
      assert.equal(authority.agents.get(agentRuntimeId).accountId, "account-0001");

      const about = { identity: identityOf(record), ...account(fedramp), version: client.version };
      const first = checkRequests(authority.requests.splice(0), about);
      assert.deepEqual([first.agent, first.jwks], [1, 0]);
      assert.ok(first.taskIds.has(taskId));

      assertAnswered(await home.exec(authority, OPTED_IN));
      const second = checkRequests(authority.requests, about);
      assert.deepEqual([second.agent, second.responses], [0, 1]);
      assert.deepEqual(readAuthJson(home.auth).record.agentRuntimeId, agentRuntimeId);
    });
  }

  test("without opting in, nothing is registered and nothing is signed", async () => {
    const authority = new RecordingAuthority();
    // After a 401 the client would spend half a minute on renewing its tokens.
    authority.fail("responses", { status: 400 }, Number.POSITIVE_INFINITY);
    const home = homeOf(client, chatgptAuth(account()));
    const { output } = await home.exec(authority);
    const routes = authority.events.map(({ route }) => route);
    assert.ok(!routes.includes("agent") && !routes.includes("task"), output);
    assert.ok(authority.requests.length > 0);
    assert.ok(!authority.requests.some(({ headers }) => headers.authorization?.startsWith("AgentAssertion")));
    assert.equal(readAuthJson(home.auth), undefined);
  });

  for (const fedramp of [false, true]) {
    test(`an auth.json that we wrote${fedramp ? ", FedRAMP" : ""}`, async () => {
      const authority = new RecordingAuthority({ sealTaskIds: "sometimes" });
      const { identity, record } = await registeredRecord(authority, fedramp);
      // The client ignores an identity without its mode, which is set because the file has nothing else to log in with.
      const home = homeOf(client, writeAuthJson('{ "tokens": null, "unknown": 1.50 }', record));
      assert.equal(readAuth(home.auth).authMode, "agentIdentity");
      authority.requests.length = 0;
      assertAnswered(await home.exec(authority));
      const about = { identity, ...account(fedramp), version: client.version };
      const { agent, responses } = checkRequests(authority.requests, about);
      assert.deepEqual([agent, responses], [0, 1]);
      const { record: after } = readAuthJson(home.auth);
      const { taskId: _, ...same } = after;
      assert.deepEqual(same, record);
    });
  }

  test("a JWT that expired 30 seconds ago is taken, one of 90 seconds ago is not", async () => {
    const authority = new RecordingAuthority();
    const fresh = await runWithJwt(client, authority, { ...account(), expiresInSeconds: -30 });
    assertAnswered(fresh);
    checkRequests(authority.requests.splice(0), fresh.about);

    const stale = await runWithJwt(client, authority, { ...account(), expiresInSeconds: -90 });
    assert.notEqual(stale.code, 0, stale.output);
    const { task, assertion } = checkRequests(
      authority.requests.filter(({ path }) => !path.endsWith("/v1/responses")),
      stale.about,
    );
    assert.deepEqual([task, assertion], [0, 0]);
  });

  test("a JWT that another authority signed is not taken", async () => {
    const authority = new RecordingAuthority();
    const jwt = await new RecordingAuthority().issueJwt(account());
    const { code, output } = await homeOf(client).exec(authority, {
      environment: { CODEX_ACCESS_TOKEN: jwt },
    });
    assert.notEqual(code, 0, output);
    assert.ok(!authority.events.some(({ route }) => route === "task"));
  });

  test("a refused task is tried again with new signatures, but no new task", async () => {
    const authority = new RecordingAuthority();
    authority.afterTask = (taskId) => authority.forgetTask(taskId);
    const { about, code, output } = await runWithJwt(client, authority, account());
    assert.notEqual(code, 0, output);
    checkRequests(authority.requests, about);
    const answers = authority.requests.filter(({ path }) => path.endsWith("/v1/responses"));
    assert.ok(answers.length > 1, String(answers.length));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [401]);
    const tasks = answers.map(({ headers }) => parseAssertion(headers.authorization).taskId);
    assert.equal(new Set(tasks).size, 1);
    const firstAnswer = authority.requests.indexOf(answers[0]);
    const later = authority.requests.slice(firstAnswer).filter(({ path }) => path.endsWith("/task/register"));
    assert.deepEqual(later, []);
  });
}

/** An agent that this package registered, as a record to store. */
async function registeredRecord(authority, fedramp) {
  const { accountId, chatgptUserId, email, planType } = account();
  const base = "http://authority.test";
  const { identity, record } = await registerAgent({
    accessToken: "token",
    billOfMaterials: { agentVersion: "1.0.0", agentHarnessId: "codex-cli", runningLocation: "exec-linux" },
    account: { accountId, chatgptUserId, email, planType },
    fedramp,
    endpoints: base,
    authApiBaseUrl: base,
    fetch: (url, init) => authority.fetch(new Request(url, init)),
  });
  return { identity, record };
}
