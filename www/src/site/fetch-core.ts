import coreUrl from "agent-identity-wasm/agent_identity.wasm?url";

/** Fetches and compiles the core, and hands it to the page. */
async function fetchCore() {
  const response = await fetch(new URL(coreUrl, import.meta.url));
  if (!response.ok) throw new Error(`${response.url} answered with status ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

fetchCore().then(
  (core) => postMessage({ core }),
  (error) => postMessage({ message: String(error?.message ?? error) }),
);
