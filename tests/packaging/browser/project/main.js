import * as api from "./node_modules/agent-identity-wasm/dist/index.js";
import { report } from "./scenario.mjs";

report(api);
