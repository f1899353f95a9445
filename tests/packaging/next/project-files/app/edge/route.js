import * as api from "agent-identity-wasm";
import * as gateway from "agent-identity-wasm/gateway";
import { scenario } from "../../scenario.mjs";

export const runtime = "edge";

export const GET = async () => Response.json(await scenario(api, gateway));
