import * as util from "node:util";
import { csvRow } from "agent-identity-wasm/bulk";
import { printable, printableJson } from "../printable.js";
import type { Format, Row } from "./job.js";

/** The columns of CSV and the members of JSON, in this order. */
const COLUMNS = {
  file: (row) => row.file,
  line: (row) => row.line,
  entry: (row) => row.entry,
  verdict: (row) => row.verdict,
  code: (row) => row.code,
  message: (row) => row.message,
  status: (row) => row.status,
  sentAt: (row) => row.sentAt?.toISOString(),
  issuedAt: (row) => row.issuedAt?.toISOString(),
  clockSeconds: (row) => row.clockSeconds,
  agentRuntimeId: (row) => row.agentRuntimeId,
  taskId: (row) => row.taskId,
  method: (row) => row.method,
  url: (row) => row.url,
  signedBy: (row) => row.signedBy,
  header: (row) => row.header,
} satisfies Record<string, (row: Row) => string | number | undefined>;

const columns = Object.entries(COLUMNS);

/** The line that stands above the rows, if the format has one. */
export const headerLine = (format: Format): string =>
  format === "csv" ? csvRow(columns.map(([name]) => name)) : "";

/** Writes a judged assertion as one line with its line end. */
export function formatRow(row: Row, format: Format, styled: boolean): string {
  if (format === "csv") return csvRow(columns.map(([, read]) => cell(read(row))));
  if (format === "json")
    return `${printableJson(Object.fromEntries(columns.map(([name, read]) => [name, read(row)])))}\n`;
  return textLine(row, styled);
}

/** A table may be shown on a terminal, too. */
const cell = (value: string | number | undefined) => (typeof value === "string" ? printable(value) : value);

const LOOKS = {
  valid: ["green", "✔"],
  invalid: ["red", "✘"],
  unverified: ["yellow", "?"],
} as const;

function textLine(row: Row, styled: boolean): string {
  const [style, mark] = LOOKS[row.verdict];
  const verdict = `${mark} ${(row.code ?? (row.verdict === "unverified" ? "not_judged" : row.verdict)).padEnd(19)}`;
  const place = `${row.file}:${row.line}`;
  const request = [row.method, row.url].filter(Boolean).join(" ");
  const status = row.status === undefined ? "" : `→ ${row.status}`;
  const rest = [place, row.agentRuntimeId, row.taskId, request, status].filter(Boolean).join("  ");
  return `${styled ? util.styleText(style, verdict) : verdict} ${printable(rest)}\n`;
}
