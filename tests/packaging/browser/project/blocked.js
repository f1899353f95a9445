import * as api from "./node_modules/agent-identity-wasm/dist/index.js";
import { reportResult } from "./scenario.mjs";

const attempts = {
  call: () => api.AgentKey.generate(),
  init: () => api.init(),
  initSync: () => api.initSync(),
};

reportResult(refusals());

async function refusals() {
  const results = Object.entries(attempts).map(async ([name, attempt]) => [name, await refusal(attempt)]);
  return Object.fromEntries(await Promise.all(results));
}

async function refusal(attempt) {
  try {
    await attempt();
    return "nothing was thrown";
  } catch (error) {
    const advice = ["'wasm-unsafe-eval'", "script-src"].every((words) => error.message.includes(words));
    return { recognized: api.isAgentIdentityError(error), code: error.code, advice };
  }
}
