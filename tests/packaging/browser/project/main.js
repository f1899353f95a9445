import * as gateway from "./node_modules/agent-identity-wasm/dist/gateway.js";
import * as api from "./node_modules/agent-identity-wasm/dist/index.js";
import { report } from "./scenario.mjs";

report(api, gateway);
