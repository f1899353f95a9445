import * as gateway from "./node_modules/agent-identity-wasm/dist/gateway.js";
import * as api from "./node_modules/agent-identity-wasm/dist/index.js";
import { reportResult, scenario } from "./scenario.mjs";

function refused(call) {
  try {
    call();
  } catch ({ code, message }) {
    return { code, advice: message.startsWith("await init() first") };
  }
}

async function beforeAndAfter() {
  const before = { call: refused(() => api.AgentKey.generate()), initSync: refused(() => api.initSync()) };
  await api.init();
  return { before, ...(await scenario(api, gateway)) };
}

reportResult(beforeAndAfter());
