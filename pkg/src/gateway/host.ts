import { hasMember, memberOf } from "../members.js";

/**
 * True if a promise that was made for one request must not be awaited by another: on Cloudflare Workers and on platforms
 * built on them, the second request would hang or fail.
 */
export function isolatesRequests(): boolean {
  // `globalThis` inherits from `Object.prototype`, too.
  const navigator = memberOf(globalThis, "navigator");
  const isWorker =
    typeof navigator === "object" &&
    navigator !== null &&
    memberOf(navigator, "userAgent") === "Cloudflare-Workers";
  return isWorker || hasMember(globalThis, "WebSocketPair") || hasMember(globalThis, "EdgeRuntime");
}
