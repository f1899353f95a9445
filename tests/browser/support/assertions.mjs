import { AgentIdentity, AgentKey } from "agent-identity-wasm";

export const NOW = Date.parse("2026-11-22T06:16:09Z");

const key = AgentKey.generate();

/** The public key of a key pair that is made for this run. */
export const publicKey = key.publicKey;
export const privateKey = key.exportPkcs8();

export const signed = ({ runtimeId = "agent-runtime-0001", taskId = "task-0001", now = NOW } = {}) =>
  new AgentIdentity(runtimeId, key).authorizationHeader(taskId, { now });

/** Returns a header with any envelope and with a well-formed but invalid signature. */
export const unsigned = (members) =>
  encoded(
    JSON.stringify({
      agent_runtime_id: "agent-runtime-0001",
      signature: Buffer.alloc(64, 7).toString("base64"),
      task_id: "task-0001",
      timestamp: "2026-11-22T06:16:09Z",
      ...members,
    }),
  );

export const encoded = (json) => `AgentAssertion ${Buffer.from(json).toString("base64url")}`;

/** Returns a header with a valid signature and with unsigned members. */
export function withUnsignedMembers(header, members) {
  const json = Buffer.from(header.split(" ")[1], "base64url").toString();
  return encoded(`${json.slice(0, -1)},${members}}`);
}

/** Returns a line of a log that has nearly every fault that can occur at the same time. */
export function withManyFaults() {
  const json = JSON.stringify({
    timestamp: "2026-11-22T06:00:09Z",
    agent_runtime_id: "a:b",
    extra: { a: 1 },
    task_id: " x ",
    "ev\u202eil": "<b>",
    signature: "abc",
  });
  return `401 "${encoded(json).toLowerCase().slice(0, 15)}${encoded(json).slice(15)}=" POST /v1/tasks`;
}
