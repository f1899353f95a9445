import { strings } from "../strings.js";

const UNITS = [
  { name: strings.units.days, seconds: 86_400 },
  { name: strings.units.hours, seconds: 3600 },
  { name: strings.units.minutes, seconds: 60 },
  { name: strings.units.seconds, seconds: 1 },
] as const;

/** `4 min 9 s`: the largest unit that fits, and the next smaller one. */
export function duration(millis: number): string {
  const total = Math.floor(Math.abs(millis) / 1000);
  const first = UNITS.findIndex(({ seconds }) => total >= seconds);
  if (first < 0) return `0 ${strings.units.seconds}`;
  let rest = total;
  const shown = UNITS.slice(first, first + 2).map(({ name, seconds }) => {
    const count = Math.floor(rest / seconds);
    rest %= seconds;
    return count === 0 ? "" : `${count.toLocaleString("en")} ${name}`;
  });
  return shown.filter(Boolean).join(" ");
}

/** `12 s ago`, `in 12 s` or `this very second`. */
export function age(millis: number): string {
  if (Math.abs(millis) < 1000) return strings.age.now;
  return millis > 0 ? strings.age.past(duration(millis)) : strings.age.future(duration(millis));
}
