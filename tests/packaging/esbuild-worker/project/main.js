import * as api from "agent-identity-wasm";
import * as gateway from "agent-identity-wasm/gateway";
import { report } from "./scenario.mjs";

report(api, gateway);
