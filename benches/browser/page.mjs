// Runs in a page. `browser.mjs` reads the results from it.
import init, * as slim from "agent-identity-wasm/slim";
import { codec } from "../codec/web.mjs";
import { measureHeaders } from "../headers.mjs";
import { packagePeer, portablePeers } from "../peers.mjs";

globalThis.measured = measurePage();

async function measurePage() {
  const { "agent-identity-wasm": ours, ...others } = await portablePeers(codec);
  if (!slim.wideArithmetic()) throw new Error("Chromium has no flag for wide arithmetic any more.");
  await init(new URL("agent_identity_wide.wasm", location));
  return measureHeaders({
    "agent-identity-wasm": ours,
    "agent-identity-wasm, wide arithmetic": packagePeer(slim),
    ...others,
  });
}
