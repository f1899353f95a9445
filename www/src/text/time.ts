import { parseTime } from "agent-identity-wasm";
import { attempt } from "../model/refusal.js";

/**
 * Reads a time as people have it, in UTC unless it names an offset. Returns milliseconds since 1970, or undefined if the
 * text is not a time. An access log has its times in brackets.
 */
export function readTime(typed: string): number | undefined {
  const text = typed.trim().replace(/^\[(.*)\]$/, "$1");
  return attempt(() => parseTime(text)).value;
}

/** Returns `2026-11-22T06:16:09Z`, with a fraction of a second if there is one. */
export const writeTime = (millis: number) => new Date(millis).toISOString().replace(".000", "");

export const utcTime = (millis: number) => writeTime(millis).replace("T", " ").replace("Z", " UTC");

export function localTime(millis: number): string {
  const minutes = -new Date(millis).getTimezoneOffset();
  const shifted = new Date(millis + minutes * 60_000);
  const text = Number.isNaN(shifted.getTime()) ? "" : writeTime(shifted.getTime());
  return text.replace("T", " ").replace("Z", ` ${zoneName(minutes)}`);
}

function zoneName(minutes: number): string {
  const sign = minutes < 0 ? "−" : "+";
  const pad = (value: number) => String(Math.trunc(value)).padStart(2, "0");
  return `${sign}${pad(Math.abs(minutes) / 60)}:${pad(Math.abs(minutes) % 60)}`;
}
