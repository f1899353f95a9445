import assert from "node:assert/strict";
import { test } from "node:test";
import { compareFacts, factsOf } from "../client/support/facts.mjs";
import { recordings } from "./support/vectors.mjs";

test("the recordings say what they say", () => {
  const [chatgpt, fedramp, jwt] = recordings.map(factsOf);
  const envelope = '{"agent_runtime_id":<text>,"signature":<64 bytes>,"task_id":<text>,"timestamp":<time>}';
  assert.deepEqual(jwt, [
    "GET /backend-api/wham/agent-identities/jwks: ",
    "POST /v1/agent/{agent_runtime_id}/task/register: content-type=application/json {timestamp:<time>,signature:<64 bytes>}",
    `signed: authorization=AgentAssertion chatgpt-account-id=<account> ${envelope}`,
  ]);
  const { gone, added } = compareFacts(chatgpt, fedramp);
  assert.equal(gone.length, added.length);
  assert.ok(
    added.some((fact) => fact.startsWith("POST /v1/agent/register: ") && /x-openai-fedramp=true/.test(fact)),
  );
});

const clone = (recording) => structuredClone(recording);
const reversed = (text) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()));

function withRequest(recording, isIt, change) {
  const copy = clone(recording);
  change(copy.requests.find(isIt));
  return copy;
}

const isTask = ({ path }) => path.endsWith("/task/register");
const isSigned = ({ headers }) => headers.authorization?.startsWith("AgentAssertion");

const reEncoded = (header, change) => {
  const envelope = Buffer.from(header.split(" ")[1], "base64url").toString("utf8");
  return `AgentAssertion ${Buffer.from(change(envelope)).toString("base64url")}`;
};

const changes = {
  "another order in a registration": (recording) =>
    withRequest(recording, isTask, (request) => {
      request.body = reversed(request.body);
    }),
  "another form of time": (recording) =>
    withRequest(recording, isTask, (request) => {
      request.body = request.body.replace(/Z"/, '.000Z"');
    }),
  "another content type": (recording) =>
    withRequest(recording, isTask, (request) => {
      request.headers["content-type"] = "application/x";
    }),
  "an Authorization too many": (recording) =>
    withRequest(recording, isTask, (request) => {
      request.headers.authorization = "Bearer x";
    }),
  "another order in an envelope": (recording) =>
    withRequest(recording, isSigned, ({ headers }) => {
      headers.authorization = reEncoded(headers.authorization, reversed);
    }),
  "white space in an envelope": (recording) =>
    withRequest(recording, isSigned, ({ headers }) => {
      headers.authorization = reEncoded(headers.authorization, (text) => text.replaceAll(",", ", "));
    }),
  "no account beside an assertion": (recording) =>
    withRequest(recording, isSigned, ({ headers }) => {
      delete headers["chatgpt-account-id"];
    }),
  "another path": (recording) =>
    withRequest(
      recording,
      ({ path }) => /jwks$|agent\/register$/.test(path),
      (request) => {
        request.path = request.path.replace("/v1/", "/v2/").replace("/wham", "");
      },
    ),
};

for (const [what, change] of Object.entries(changes)) {
  test(`a new recording with ${what} is found to differ`, () => {
    for (const recording of recordings) {
      const { gone, added } = compareFacts(factsOf(recording), factsOf(change(recording)));
      assert.ok(gone.length + added.length > 0, recording.mode);
    }
  });
}

test("another stored record is found to differ; other times, keys and ids are not", () => {
  const [chatgpt] = recordings;
  const stored = clone(chatgpt);
  stored.auth_json_agent_identity = { ...stored.auth_json_agent_identity, extra: 1 };
  assert.equal(compareFacts(factsOf(chatgpt), factsOf(stored)).added.length, 1);
  const other = JSON.parse(
    JSON.stringify(chatgpt).replaceAll("2026-11-22", "2027-01-01").replaceAll("0001", "0002"),
  );
  assert.deepEqual(factsOf(other), factsOf(chatgpt));
});
