const { readFileSync } = require("node:fs");
const api = require("agent-identity-wasm/slim");

const wasm = require.resolve("agent-identity-wasm/agent_identity.wasm");
import("./slim.mjs").then(({ reportSlim }) => {
  reportSlim(api, () => api.initSync(readFileSync(wasm)));
});
