// Runs in a page. `browser.mjs` reads the results from it.
import init, * as slim from "agent-identity-wasm/slim";
import { codec } from "../codec/web.mjs";
import { measureHeaders } from "../headers.mjs";
import { packagePeer, portablePeers } from "../peers.mjs";

globalThis.measured = measurePage();

/** Chromium has wide arithmetic behind a flag, which `browser.mjs` sets. */
async function measurePage() {
  const { "agent-identity-wasm": ours, ...others } = await portablePeers(codec);
  const peers = { "agent-identity-wasm": ours };
  if (slim.wideArithmetic()) {
    await init(new URL("agent_identity_wide.wasm", location));
    peers["agent-identity-wasm, wide arithmetic"] = packagePeer(slim);
  }
  return measureHeaders({ ...peers, ...others });
}
