import * as api from "agent-identity-wasm";
import * as gateway from "agent-identity-wasm/gateway";
import { scenario } from "./scenario.mjs";

export const config = { matcher: "/middleware" };

export const middleware = async () => Response.json(await scenario(api, gateway));
