import { scenario } from "./index.js";

/** Says on one line, after a mark to find it by, what came of it. */
export const report = (api, gateway) => reportResult(scenario(api, gateway));

export async function reportResult(result) {
  console.log(`SCENARIO ${JSON.stringify(await settled(result))}`);
}

async function settled(result) {
  try {
    return await result;
  } catch (error) {
    return { threw: `${error?.name} ${error?.code}: ${error?.message}\n${error?.stack}` };
  }
}
