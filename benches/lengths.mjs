// Measures the time for a header, by its length.
import { AgentIdentity, AgentKey, verifyAssertion } from "agent-identity-wasm";
import { measure } from "./measure.mjs";

const MEMBERS = [0, 1000, 2000, 4000];

/**
 * Returns microseconds for verifying headers of increasing length, and for signing with task ids of increasing length.
 */
export async function measureLengths(options) {
  const identity = new AgentIdentity("agent-1", AgentKey.generate());
  const { publicKey } = identity;
  const plain = identity.authorizationHeader("task-1");
  const tasks = {};
  for (const length of MEMBERS) {
    const header = longer(plain, length);
    tasks[`${header.length}`] = () => verifyAssertion(header, publicKey);
  }
  for (const length of [8, 128, 256]) {
    const task = "t".repeat(length);
    // The second differs each time, because the package returns the last header again within a second.
    let now = Date.now();
    tasks[`task id of ${length}`] = () => {
      now += 1000;
      return identity.authorizationHeader(task, { now });
    };
  }
  return measure(tasks, options);
}

/** Adds an unsigned member of `length` bytes to a header. */
function longer(header, length) {
  const [scheme, token] = header.split(" ");
  const envelope = {
    ...JSON.parse(atob(token.replaceAll("-", "+").replaceAll("_", "/"))),
    x: "x".repeat(length),
  };
  return `${scheme} ${btoa(JSON.stringify(envelope)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}
