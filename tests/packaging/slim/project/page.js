import init, * as api from "./node_modules/agent-identity-wasm/dist/slim.js";
import { reportSlim } from "./slim.mjs";

const dist = new URL("./node_modules/agent-identity-wasm/dist/", import.meta.url);
const wasm = new URL("agent_identity.wasm", dist);
const sources = {
  "?url": () => wasm,
  "?request": () => new Request(wasm),
  "?response": () => fetch(wasm),
  "?iframe": compiledInFrame,
  "?wide": () => new URL(api.wideArithmetic() ? "agent_identity_wide.wasm" : "absent.wasm", dist),
};
reportSlim(api, () => init(sources[location.search]()));

/** Returns a module of another realm. */
async function compiledInFrame() {
  const frame = document.documentElement.appendChild(document.createElement("iframe"));
  const response = await fetch(wasm);
  return frame.contentWindow.WebAssembly.compile(await response.arrayBuffer());
}
