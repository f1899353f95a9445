import { formatDuration } from "agent-identity-wasm/bulk";
import type { Line } from "./line.js";

/** A difference between two clocks that is not worth a warning: the `Date` header has whole seconds. */
const NEGLIGIBLE_SECONDS = 5;

/** Verifiers refuse headers whose time differs by more than this. */
const MAX_SECONDS = 300;

/** Compares the clock of this computer, which is `seconds` ahead, with the authority's. */
export function clockLine(seconds: number): Line {
  if (Math.abs(seconds) <= NEGLIGIBLE_SECONDS) {
    return { level: "ok", text: "The clock of this computer agrees with the authority's." };
  }
  const text = `The clock of this computer is ${formatDuration(seconds)} ${seconds > 0 ? "fast" : "slow"}.`;
  const advice = "Turn on automatic time in the settings of this computer.";
  if (Math.abs(seconds) > MAX_SECONDS)
    return { level: "error", text: `${text} Everything that it signs is refused.`, advice };
  return {
    level: "warning",
    text: `${text} From 5 minutes on, everything that it signs is refused.`,
    advice,
  };
}
