const FORM = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?([.,]\d{1,9})?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i;

/** Milliseconds since 1970 from RFC 3339 – UTC where no zone is named – or from seconds since 1970. */
export function readTime(typed: string): number | undefined {
  const text = typed.trim();
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const [matched, date, minutes, seconds = ":00", fraction = "", zone = "Z"] = FORM.exec(text) ?? [];
  if (!matched) return undefined;
  const local = `${date}T${minutes}${seconds}`;
  if (!exists(local)) return undefined;
  const millis = Date.parse(local + fraction.replace(",", ".").slice(0, 4) + offset(zone));
  return Number.isNaN(millis) ? undefined : millis;
}

// Date.parse takes 30 February for 2 March.
function exists(local: string): boolean {
  const millis = Date.parse(`${local}Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(local);
}

const offset = (zone: string) => (/^[+-]/.test(zone) ? zone.replace(/^(...):?/, "$1:") : "Z");

/** `2026-11-22T06:16:09Z`, with the part of a second where there is one. */
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
