const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const MONTH = "([A-Za-z]{3})[a-z]*";
const CLOCK = String.raw`(\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?)`;
const ZONE = String.raw`\s*((?:GMT|UTC|Z)?[+-]\d\d:?\d\d|Z|UTC|GMT)?(?:\s*\([^)]*\))?`;

/** The forms of a date and a time that logs, HTTP and programs write, with the places of year, month, day, clock and zone. */
const FORMS: readonly [
  pattern: RegExp,
  year: number,
  month: number,
  day: number,
  clock: number,
  zone: number,
][] = [
  // 2026-11-26T02:41:37.5+02:00 (RFC 3339) and 2026/11/26 02:41:37
  [form(String.raw`(\d{4})[-/](\d\d)[-/](\d\d)[T\s]+${CLOCK}${ZONE}`), 1, 2, 3, 4, 5],
  // 26/Nov/2026:02:41:37 +0200 (access logs)
  [form(String.raw`(\d\d?)\/${MONTH}\/(\d{4}):${CLOCK}${ZONE}`), 3, 2, 1, 4, 5],
  // Wed, 25 Nov 2026 21:58:38 GMT (RFC 9110) and Wednesday, 25-Nov-26 21:58:38 GMT (RFC 850)
  [
    form(String.raw`(?:[A-Za-z]{3,9},?\s+)?(\d\d?)[-\s]${MONTH}[-\s](\d{4}|\d\d)\s+${CLOCK}${ZONE}`),
    3,
    2,
    1,
    4,
    5,
  ],
  // Wed Nov 25 21:58:38 2026 (asctime)
  [form(String.raw`(?:[A-Za-z]{3,9},?\s+)?${MONTH}\s+(\d\d?)\s+${CLOCK}${ZONE}\s+(\d{4})`), 5, 1, 2, 3, 4],
  // Wed Nov 25 2026 22:58:38 GMT+0100 (as JavaScript prints it)
  [form(String.raw`(?:[A-Za-z]{3,9},?\s+)?${MONTH}\s+(\d\d?)\s+(\d{4})\s+${CLOCK}${ZONE}`), 3, 1, 2, 4, 5],
];

function form(source: string) {
  return new RegExp(`^${source}$`, "i");
}

/** Reads a time as people and logs write it, in UTC unless it names a zone. Returns milliseconds since 1970. */
export function readTime(typed: string): number | undefined {
  const text = typed
    .trim()
    .replace(/^\[(.*)\]$/, "$1")
    .trim();
  return readEpoch(text) ?? readDate(text);
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their number of digits. */
function readEpoch(text: string): number | undefined {
  const [, whole, fraction = ""] = /^(\d{9,19})(\.\d{1,9})?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const exponent = [11, 14, 17, 19].findIndex((digits) => whole.length <= digits);
  if (exponent > 0 && fraction !== "") return undefined;
  return Math.trunc(Number(whole + fraction.slice(0, 4)) * 1000 ** (1 - exponent));
}

function readDate(text: string): number | undefined {
  for (const [pattern, ...places] of FORMS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [year = "", month = "", day = "", clock = "", zone = ""] = places.map((place) => match[place]);
    return fromParts(fullYear(year), monthNumber(month), day.padStart(2, "0"), clock.replace(",", "."), zone);
  }
  return undefined;
}

/** RFC 9110 §5.6.7: two digits more than 50 years ahead mean the past. That is 2026 for 26 and 1994 for 94. */
const fullYear = (year: string) => (year.length === 4 ? year : `${Number(year) < 77 ? "20" : "19"}${year}`);

const monthNumber = (month: string) =>
  /^\d/.test(month) ? month : String(MONTHS.indexOf(month.toLowerCase()) + 1).padStart(2, "0");

function fromParts(
  year: string,
  month: string,
  day: string,
  clock: string,
  zone: string,
): number | undefined {
  const [, minutes, seconds = ":00", fraction = ""] = /^(\d\d:\d\d)(:\d\d)?(\.\d+)?$/.exec(clock) ?? [];
  const local = `${year}-${month}-${day}T${minutes}${seconds}`;
  if (!exists(local)) return undefined;
  const millis = Date.parse(local + fraction.slice(0, 4) + offset(zone));
  return Number.isNaN(millis) ? undefined : millis;
}

// Date.parse takes 30 February for 2 March.
function exists(local: string): boolean {
  const millis = Date.parse(`${local}Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(local);
}

/** The offset of a zone as RFC 3339 has it. */
function offset(zone: string): string {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return sign ? `${sign}${hours}:${minutes}` : "Z";
}

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
