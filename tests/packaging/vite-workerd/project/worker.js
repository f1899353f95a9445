import * as api from "agent-identity-wasm";
import module from "agent-identity-wasm/agent_identity.wasm?module";
import * as gateway from "agent-identity-wasm/gateway";
import * as slim from "agent-identity-wasm/slim";
import { scenario } from "./scenario.mjs";

slim.initSync(module);

export default {
  async fetch(request) {
    return Response.json(await (request.url.endsWith("/slim") ? scenario(slim) : scenario(api, gateway)));
  },
};
