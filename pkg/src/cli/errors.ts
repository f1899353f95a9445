import { isAgentIdentityError, redactSecrets } from "agent-identity-wasm";
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

/**
 * Describes what was thrown in one line. Somebody who passes a key or a token in the wrong place finds it redacted: logs keep
 * what is printed.
 */
export function oneLine(error: unknown): string {
  const message = error instanceof Error ? `${error.message}${answerOf(error)}` : String(error);
  return printable(withoutSecrets(message).replaceAll(/\s+/gu, " ").trim());
}

/** The words by which messages call a header. After the scheme, a word would be taken for a token. */
const NAME_OF_HEADER = "AgentAssertion header";

/** The most characters in which secrets are looked for. */
const MAX_REDACTED = 16_384;

/** Returns a text with secrets redacted. A path or a name can hold one as well. */
export function withoutSecrets(text: string): string {
  const wellFormed = Buffer.from(text.slice(0, MAX_REDACTED)).toString();
  return wellFormed
    .split(NAME_OF_HEADER)
    .map((part) => redactSecrets(part))
    .join(NAME_OF_HEADER);
}

/** Returns the answer of an authority, which often says more than its status. The package has redacted it already. */
function answerOf(error: Error): string {
  const refused = isAgentIdentityError(error) && error.code === "response_status";
  return refused && error.body !== "" ? `; the answer is ${error.body}` : "";
}
