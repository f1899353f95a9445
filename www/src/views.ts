import type { View } from "./view/tabs.js";

/** Loads the element of a view. The first paint shows Inspect, which needs neither of the others. */
export async function loadView(view: View): Promise<unknown> {
  if (view === "bulk") return import("./bulk/define.js");
  return view === "compose" ? import("./compose/define.js") : undefined;
}
