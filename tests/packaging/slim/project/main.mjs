import { readFileSync } from "node:fs";
import * as api from "agent-identity-wasm/slim";
import { reportSlim } from "./slim.mjs";

const wasm = new URL(import.meta.resolve("agent-identity-wasm/agent_identity.wasm"));
reportSlim(api, () => api.init(readFileSync(wasm)));
