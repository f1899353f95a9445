import { isAgentIdentityError } from "agent-identity-wasm";
import { printable } from "./printable.js";

/** The exit codes of every command. */
export const EXIT = { valid: 0, invalid: 1, usage: 2, notJudged: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error that is printed as one line, without a stack trace, and ends the program with this exit code. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.usage) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Describes what was thrown in one line. */
export function oneLine(error: unknown): string {
  const message = error instanceof Error ? `${error.message}${answerOf(error)}` : String(error);
  return printable(message.replaceAll(/\s+/gu, " ").trim());
}

/** What an authority answered often says more than its status. The package has already redacted it. */
function answerOf(error: Error): string {
  const refused = isAgentIdentityError(error) && error.code === "response_status";
  return refused && error.body !== "" ? `; the answer is ${error.body}` : "";
}
