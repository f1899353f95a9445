import { outputOf } from "./run.mjs";

// The second way works for users who are not root, if the system allows user namespaces.
const WAYS = [
  ["unshare", "--net"],
  ["unshare", "--net", "--map-root-user"],
];
const LOOPBACK_UP = ["sh", "-c", 'ip link set lo up && exec "$@"', "sh"];

/**
 * Returns the words to put before a command so that it runs in a network namespace of its own, which has only loopback.
 * Returns undefined if the system does not allow it.
 */
export function withoutNetwork() {
  for (const [command, ...args] of WAYS) {
    const prefix = [...args, ...LOOPBACK_UP];
    if (outputOf(command, [...prefix, "true"]) !== null) return [command, ...prefix];
  }
  return undefined;
}
