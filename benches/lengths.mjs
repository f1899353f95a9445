// What a header costs by its length.
import { AgentIdentity, AgentKey, verifyAssertion } from "agent-identity-wasm";
import { measure } from "./measure.mjs";

const MEMBERS = [0, 1000, 2000, 4000];

/** `{ bytes, sign, verify }` for headers of more and more bytes, in microseconds. Only the envelope grows. */
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
    // Another second each time: the same again would not be signed again.
    let now = Date.now();
    tasks[`task id of ${length}`] = () => {
      now += 1000;
      return identity.authorizationHeader(task, { now });
    };
  }
  return measure(tasks, options);
}

/** With an unsigned member of so many bytes. */
function longer(header, length) {
  const [scheme, token] = header.split(" ");
  const envelope = {
    ...JSON.parse(atob(token.replaceAll("-", "+").replaceAll("_", "/"))),
    x: "x".repeat(length),
  };
  return `${scheme} ${btoa(JSON.stringify(envelope)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}
