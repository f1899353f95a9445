import * as api from "agent-identity-wasm";
import { scenario } from "./scenario.mjs";

export const config = { matcher: "/middleware" };

export const middleware = async () => Response.json(await scenario(api));
