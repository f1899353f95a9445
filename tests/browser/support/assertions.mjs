import { AgentIdentity, AgentKey } from "agent-identity-wasm";

export const NOW = Date.parse("2026-11-22T06:16:09Z");

const key = AgentKey.generate();

/** A key pair of this run, what it signs, and what nobody would sign. */
export const publicKey = key.publicKey;
export const privateKey = key.exportPkcs8();

export const signed = ({ runtimeId = "agent-runtime-0001", taskId = "task-0001", now = NOW } = {}) =>
  new AgentIdentity(runtimeId, key).authorizationHeader(taskId, { now });

/** A header around any envelope, with a signature that is one in form only. */
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

/** A genuine header with more in its envelope than was signed. */
export function withUnsignedMembers(header, members) {
  const json = Buffer.from(header.split(" ")[1], "base64url").toString();
  return encoded(`${json.slice(0, -1)},${members}}`);
}
