import * as api from "agent-identity-wasm";
import { scenario } from "./scenario.mjs";

export default {
  async fetch() {
    return Response.json(await scenario(api));
  },
};
