import { refusal, reportResult, scenario } from "./scenario.mjs";

/** Tries without `init`, then with it. */
export function reportSlim(api, initialize) {
  reportResult(beforeAndAfter(api, initialize));
}

async function beforeAndAfter(api, initialize) {
  const call = refusal(api, () => api.AgentKey.generate());
  const initSync = refusal(api, () => api.initSync());
  const init = await api.init().catch((error) => error.code);
  const rubbish = await api.init(new Uint8Array(8)).catch((error) => error.code);
  await initialize();
  return { before: { call, initSync, init, rubbish }, ...(await scenario(api)) };
}
