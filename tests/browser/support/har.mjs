import { AgentIdentity, AgentKey } from "agent-identity-wasm";

const NOW = Date.parse("2026-11-22T06:16:09Z");

/**
 * Returns a HAR file as a browser writes it, with requests of three agents over an hour. Every tenth assertion is
 * modified.
 */
export function harFile(count) {
  const agents = [1, 2, 3].map((number) => new AgentIdentity(`agent-runtime-${number}`, AgentKey.generate()));
  const entries = Array.from({ length: count }, (_, index) => entry(agents[index % 3], index, count));
  return {
    har: JSON.stringify({ log: { version: "1.2", creator: { name: "test" }, entries } }),
    keys: agents.map((agent) => agent.publicKey.toSsh()),
    now: "2026-11-22T06:16:09Z",
    tampered: Math.ceil(count / 10),
    stale: entries.filter((_, index) => index % 10 !== 0 && age(index, count) > 300_000).length,
  };
}

const age = (index, count) => Math.round((1 - index / count) * 3_600_000);

function entry(agent, index, count) {
  const time = NOW - age(index, count);
  const header = agent.authorizationHeader(`task-${index % 50}`, { now: time });
  return {
    startedDateTime: new Date(time).toISOString(),
    _initiator: { type: "script", url: "https://page.example/app.js" },
    request: {
      method: index % 2 ? "POST" : "GET",
      url: `https://a.example/v1/items/${index}`,
      headers: [
        { name: "accept", value: "*/*" },
        { name: "authorization", value: index % 10 ? header : withAnotherTask(header) },
      ],
    },
    response: { status: 200, content: { mimeType: "text/plain", text: 'said "AgentAssertion" and no more' } },
  };
}

function withAnotherTask(header) {
  const json = Buffer.from(header.split(" ")[1], "base64url").toString().replace("task-", "tusk-");
  return `AgentAssertion ${Buffer.from(json).toString("base64url")}`;
}
