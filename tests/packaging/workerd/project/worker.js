import * as api from "agent-identity-wasm";
import * as gateway from "agent-identity-wasm/gateway";
import { scenario } from "./scenario.mjs";

export default {
  async fetch() {
    return Response.json(await scenario(api, gateway));
  },
};
