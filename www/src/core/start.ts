import init from "agent-identity-wasm";
import type { CompiledCore } from "./compiled-core.js";

/** Starts the core for a page. The package has the module in it, so there is none to hand to a worker. */
export async function startInPage(): Promise<CompiledCore | undefined> {
  await init();
  return undefined;
}
