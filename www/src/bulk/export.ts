import { writeTime } from "../text/time.js";
import type { Row } from "./messages.js";

const FIELDS = [
  "verdict",
  "code",
  "time",
  "runtimeId",
  "taskId",
  "method",
  "url",
  "line",
  "entry",
  "signedBy",
  "header",
] as const;

type Fields = Partial<Record<(typeof FIELDS)[number], string | number>>;

const fieldsOf = ({ status, time, index: _index, message: _message, ...row }: Row): Fields => ({
  verdict: status,
  ...row,
  ...(time === undefined ? {} : { time: writeTime(time) }),
});

export const toJson = (rows: readonly Row[]) =>
  new Blob([JSON.stringify(rows.map(fieldsOf), null, 1)], { type: "application/json" });

/** RFC 4180. A spreadsheet runs what begins like a formula: a quote before it makes it text. */
export function toCsv(rows: readonly Row[]) {
  const lines = rows.map((row) => {
    const fields = fieldsOf(row);
    return FIELDS.map((name) => cell(fields[name])).join(",");
  });
  return new Blob([`${[FIELDS.join(","), ...lines].join("\r\n")}\r\n`], { type: "text/csv" });
}

function cell(value: string | number | undefined): string {
  const text = String(value ?? "");
  const inert = typeof value === "string" && /^[=+\-@\t\r\n|%]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

export function save(blob: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
