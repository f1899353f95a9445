const api = require("agent-identity-wasm");
const gateway = require("agent-identity-wasm/gateway");
const { report } = require("./scenario.cjs");

test("the scenario runs", () => report(api, gateway));
