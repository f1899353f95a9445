import { AgentIdentity, AgentKey } from "agent-identity-wasm";

/** A HAR file, and the key of the agent in it as an OpenSSH line. */
export interface Example {
  readonly file: File;
  readonly publicKey: string;
}

const DAY = 86_400_000;
/** The slow clock in the example, in milliseconds. */
const SLOW = 400_000;

/**
 * Makes a HAR file of yesterday with four requests: two good ones, one from a clock that was slow, and one that was signed by
 * another key.
 */
export function makeBulkExample(now: number): Example {
  const [key, otherKey] = [AgentKey.generate(), AgentKey.generate()];
  try {
    const started = Math.trunc(now / 1000) * 1000 - DAY;
    const entries = [
      entry(key, "task-1", started, started, 200),
      entry(key, "task-1", started + 2000, started + 2000, 200),
      entry(key, "task-2", started + 5000, started + 5000 - SLOW, 401),
      entry(otherKey, "task-1", started + 9000, started + 9000, 401),
    ];
    const log = { version: "1.2", creator: { name: "example", version: "1" }, entries };
    return {
      file: new File([JSON.stringify({ log })], "example.har"),
      publicKey: key.publicKey.toSsh(),
    };
  } finally {
    key.free();
    otherKey.free();
  }
}

function entry(key: AgentKey, taskId: string, sentAt: number, clock: number, status: number) {
  const identity = new AgentIdentity("agent-runtime-example", key);
  const value = identity.authorizationHeader(taskId, { now: clock });
  identity.free();
  return {
    startedDateTime: new Date(sentAt).toISOString(),
    request: {
      method: "POST",
      url: "https://chatgpt.com/backend-api/codex/responses",
      headers: [{ name: "Authorization", value }],
    },
    response: { status },
  };
}
