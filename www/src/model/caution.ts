import type { Inspection } from "agent-identity-wasm";
import { strings } from "../strings.js";
import { utcTime } from "../text/time.js";
import type { Conditions } from "./conditions.js";

const DEFAULT_SECONDS = 300;

/** The protocol has no nonce: a valid header stays valid for whoever has seen it. */
export function replayCaution({ assertion }: Inspection, { options }: Conditions): string {
  const { maxAgeSeconds = DEFAULT_SECONDS } = options;
  const until = (assertion?.issuedAt?.getTime() ?? Number.NaN) + maxAgeSeconds * 1000;
  return strings.findings.replay(Math.abs(until) <= 8.64e15 ? utcTime(until) : undefined);
}
