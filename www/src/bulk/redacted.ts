import { redactedText, secretsIn } from "../model/secrets.js";
import type { Row } from "./messages.js";

const TEXTS = ["method", "url", "runtimeId", "taskId", "message"] as const;

/**
 * The row with nothing in it that looks like a secret except the header, if nothing in that does but itself. Each text
 * is searched by itself, because a secret that breaks off is recognised by the end of its text.
 */
export function redacted(row: Row): Row {
  const texts = TEXTS.flatMap((name) => {
    const text = row[name];
    return text === undefined ? [] : [[name, redactedText(text)] as const];
  });
  const header = secretsIn(row.header).length > 0 ? "" : row.header;
  return { ...row, header, ...Object.fromEntries(texts) };
}
