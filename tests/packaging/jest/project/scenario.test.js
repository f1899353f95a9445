const api = require("agent-identity-wasm");
const { report } = require("./scenario.cjs");

test("the scenario runs", () => report(api));
