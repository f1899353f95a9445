import type { Assertion } from "agent-identity-wasm";
import { strings } from "../strings.js";
import { duration } from "../text/duration.js";
import { utcTime } from "../text/time.js";
import type { HeaderText } from "./header-text.js";
import type { Refusal } from "./refusal.js";

export interface Finding {
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly code?: string;
}

const words = strings.findings;

export const refused = ({ code, message }: Refusal): Finding => ({
  severity: "error",
  code,
  message: message.charAt(0).toUpperCase() + message.slice(1),
});

/** What a server would not have taken as it was pasted. */
export function aboutForm({ form }: HeaderText): Finding[] {
  return form === "token" ? [{ severity: "info", message: words.bareToken }] : [];
}

export function aboutUnsigned({ unsignedMembers }: Assertion): Finding[] {
  const count = Object.keys(unsignedMembers).length;
  return count === 0 ? [] : [{ severity: "warning", message: words.unsignedMembers(count) }];
}

/** A stale header is worth a word even before its signature can be checked. */
export function aboutAge({ issuedAt }: Assertion, now: number, window: Window): Finding[] {
  const ageMillis = now - issuedAt.getTime();
  if (ageMillis > window.maxAgeSeconds * 1000) {
    return [{ severity: "warning", message: words.stale(duration(ageMillis)) }];
  }
  if (-ageMillis > window.maxSkewSeconds * 1000) {
    return [{ severity: "warning", message: words.early(duration(ageMillis)) }];
  }
  return [];
}

export interface Window {
  readonly maxAgeSeconds: number;
  readonly maxSkewSeconds: number;
}

/** The protocol has no nonce: a valid header stays valid for whoever has seen it. */
export function aboutReplay({ issuedAt }: Assertion, { maxAgeSeconds }: Window): Finding[] {
  const until = issuedAt.getTime() + maxAgeSeconds * 1000;
  return [{ severity: "info", message: words.replay(writable(until) ? utcTime(until) : undefined) }];
}

const writable = (millis: number) => Math.abs(millis) <= 8.64e15;
