import { cloning } from "./cloning.js";
import { gatewayOf } from "./gateway.js";
import { identities } from "./identities.js";
import { recorded } from "./recorded.js";
import { redaction } from "./redaction.js";
import { refusals } from "./refusals.js";
import { registration } from "./registration.js";
import { sealing } from "./sealing.js";
import { signing } from "./signing.js";

/**
 * Runs what every environment does with the package, given as its namespace and that of its entry `gateway`. The result is
 * compared with what `lib/expected.mjs` works out by other means.
 */
export async function scenario(api, gateway) {
  const before = signing(api);
  const result = {
    version: api.version,
    exports: Object.keys(api).sort(),
    signing: before,
    registration: registration(api),
    sealing: sealing(api),
    recorded: recorded(api),
    identities: await identities(api),
    gateway: await gatewayOf(api, gateway),
    refusals: refusals(api),
    redaction: redaction(api),
    cloning: cloning(api),
  };
  await api.init();
  await api.default();
  // A refusal must not have left the module in a state that no longer signs.
  result.unharmed = JSON.stringify(signing(api)) === JSON.stringify(before);
  return result;
}
