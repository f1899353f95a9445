import { csvRow } from "agent-identity-wasm/bulk";
import { writeTime } from "../text/time.js";
import type { Row } from "./messages.js";

const FIELDS = [
  "verdict",
  "code",
  "answer",
  "time",
  "sentAt",
  "clockSeconds",
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

const fieldsOf = ({
  status,
  time,
  sentAt,
  index: _index,
  message: _message,
  failed: _failed,
  ...row
}: Row): Fields => ({
  verdict: status,
  ...row,
  ...(time === undefined ? {} : { time: writeTime(time) }),
  ...(sentAt === undefined ? {} : { sentAt: writeTime(sentAt) }),
});

export const toJson = (rows: readonly Row[]) =>
  new Blob([JSON.stringify(rows.map(fieldsOf), null, 1)], { type: "application/json" });

/** Returns the rows as CSV in which no cell is a formula. */
export function toCsv(rows: readonly Row[]) {
  const lines = rows.map((row) => {
    const fields = fieldsOf(row);
    return csvRow(FIELDS.map((name) => fields[name]));
  });
  return new Blob([csvRow(FIELDS), ...lines], { type: "text/csv" });
}

export function save(blob: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
