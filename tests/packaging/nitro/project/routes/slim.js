import module from "agent-identity-wasm/agent_identity.wasm?module";
import * as api from "agent-identity-wasm/slim";
import { scenario } from "../scenario.mjs";

api.initSync(module);

export default defineEventHandler(() => scenario(api));
