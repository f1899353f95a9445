const UNITS = [
  { unit: "d", size: 86_400 },
  { unit: "h", size: 3600 },
  { unit: "min", size: 60 },
  { unit: "s", size: 1 },
] as const;

/** Returns a duration as its two largest units, such as `6 min 40 s`. The sign is dropped. */
export function formatDuration(seconds: number): string {
  let left = Math.round(Math.abs(seconds));
  const parts: string[] = [];
  for (let index = 0; index < UNITS.length; index++) {
    const { unit, size } = UNITS[index] as (typeof UNITS)[number];
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(" ") || "0 s";
}
