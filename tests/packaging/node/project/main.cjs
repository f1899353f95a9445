const api = require("agent-identity-wasm");
const { report } = require("./scenario.cjs");

report(api);
