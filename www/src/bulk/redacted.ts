import { redactedText, secretsIn } from "../model/secrets.js";
import type { Row } from "./messages.js";

const TEXTS = ["method", "url", "runtimeId", "taskId", "message"] as const;

/** The row with nothing in it that looks like a secret except the header, if nothing in that does but itself. */
export function redacted(row: Row): Row {
  const all = [row.header, ...TEXTS.map((name) => row[name] ?? "")].join("\n");
  if (secretsIn(all).length === 0) return row;
  const texts = TEXTS.filter((name) => row[name] !== undefined).map((name) => [
    name,
    redactedText(row[name] ?? ""),
  ]);
  const header = secretsIn(row.header).length > 0 ? "" : row.header;
  return { ...row, header, ...Object.fromEntries(texts) };
}
