import * as api from "agent-identity-wasm";
import { report } from "./scenario.mjs";

report(api);
