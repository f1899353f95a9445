/**
 * True if a promise that was made for one request must not be awaited by another: on Cloudflare Workers and on platforms
 * built on them, the second request would hang or fail.
 */
export function isolatesRequests(): boolean {
  const { navigator } = globalThis as { navigator?: { userAgent?: unknown } };
  return (
    navigator?.userAgent === "Cloudflare-Workers" ||
    "WebSocketPair" in globalThis ||
    "EdgeRuntime" in globalThis
  );
}
