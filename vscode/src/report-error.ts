import { isAgentIdentityError } from "agent-identity-wasm";
import { adviceFor } from "agent-identity-wasm/advice";
import * as vscode from "vscode";
import { inert } from "./text/inert.js";

/** An error whose message is written for the user and contains no secret. */
export class UserError extends Error {
  override name = "UserError";
}

/**
 * Returns what may be shown of an error, with nothing in it that VS Code takes for a link or an icon. Messages of the package contain no secret. The message of any other error may quote
 * what it was given, so only its class is named.
 */
export const describeError = (error: unknown): string => inert(describe(error));

function describe(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (isAgentIdentityError(error)) {
    const remedy = adviceFor(error.code)?.remedy;
    return sentence(error.message) + (remedy ? ` ${remedy}` : "");
  }
  if (error instanceof vscode.FileSystemError)
    return vscode.l10n.t("The file could not be read ({0}).", error.code);
  const name = error instanceof Error ? error.name : typeof error;
  return vscode.l10n.t("An unexpected error occurred ({0}).", name);
}

function sentence(message: string): string {
  const start = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

/** Shows an error and does not wait until it is dismissed. */
export function showError(error: unknown): void {
  void vscode.window.showErrorMessage(describeError(error));
}

/** Registers a command whose errors are shown in plain words. VS Code itself would show and log their messages. */
export function registerCommand(name: string, run: (...args: never[]) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(name, async (...args) => {
    try {
      return await run(...(args as never[]));
    } catch (error) {
      showError(error);
      return undefined;
    }
  });
}
