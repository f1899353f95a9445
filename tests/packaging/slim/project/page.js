import init, * as api from "./node_modules/agent-identity-wasm/dist/slim.js";
import { reportSlim } from "./slim.mjs";

const wasm = new URL("./node_modules/agent-identity-wasm/dist/agent_identity.wasm", import.meta.url);
const sources = {
  "?url": () => wasm,
  "?request": () => new Request(wasm),
  "?response": () => fetch(wasm),
  "?iframe": compiledInFrame,
};
reportSlim(api, () => init(sources[location.search]()));

/** Returns a module of another realm. */
async function compiledInFrame() {
  const frame = document.documentElement.appendChild(document.createElement("iframe"));
  const response = await fetch(wasm);
  return frame.contentWindow.WebAssembly.compile(await response.arrayBuffer());
}
