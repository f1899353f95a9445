import { isAgentIdentityError, parseTime } from "agent-identity-wasm";
import { CommandError } from "./errors.js";

/** Reads the value of `--at`: a keyword of the command, or a time as people write it. */
export function readAt<Keyword extends string>(value: string, keywords: readonly Keyword[]): Keyword | Date {
  const keyword = keywords.find((one) => one === value);
  if (keyword) return keyword;
  try {
    return new Date(parseTime(value));
  } catch (error) {
    if (!isAgentIdentityError(error)) throw error;
  }
  const forms = [
    ...keywords,
    "2026-11-22T06:16:09Z",
    "26/Nov/2026:00:41:37 +0000",
    "an HTTP date",
    "or seconds since 1970",
  ];
  throw new CommandError(`--at "${value}" is not a time; write ${forms.join(", ")}`);
}
