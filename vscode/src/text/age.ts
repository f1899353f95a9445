const UNITS = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** Writes an age in seconds as people say it: "32 seconds ago", "in 2 minutes", "now". */
export function describeAge(seconds: number): string {
  const size = Math.abs(seconds);
  const [length, unit] = UNITS.find(([length]) => size >= length) ?? [1, "second"];
  const count = Math.round(size / length);
  if (count === 0) return "now";
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}
