import module from "agent-identity-wasm/agent_identity.wasm?module";
import * as api from "agent-identity-wasm/slim";
import { scenario } from "../../scenario.mjs";

export const runtime = "edge";

api.initSync(module);

export const GET = async () => Response.json(await scenario(api));
