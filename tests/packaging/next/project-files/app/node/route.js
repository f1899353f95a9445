import * as api from "agent-identity-wasm";
import * as gateway from "agent-identity-wasm/gateway";
import { scenario } from "../../scenario.mjs";

export const runtime = "nodejs";

// A route that depends on nothing would be rendered during the build.
export const dynamic = "force-dynamic";

export const GET = async () => Response.json(await scenario(api, gateway));
