import { spawn } from "node:child_process";
import { constants } from "node:os";
import { CommandError } from "../errors.js";
import { fileError } from "../input.js";

/**
 * Runs a command with these variables and the terminal of this process. Returns its exit code. A key of the user's own
 * would take precedence over the variables, and a proxy would not reach this computer.
 */
export function runCommand(
  [file = "", ...args]: readonly string[],
  environment: Record<string, string>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: "inherit", env: environmentFor(environment) });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    const signals = ["SIGINT", "SIGTERM"] as const;
    for (const signal of signals) process.on(signal, forward);
    const settle = (work: () => void) => {
      for (const signal of signals) process.off(signal, forward);
      work();
    };
    child.once("error", (error: NodeJS.ErrnoException) => settle(() => reject(commandError(file, error))));
    child.once("exit", (code, signal) => settle(() => resolve(code ?? codeOfSignal(signal))));
  });
}

const commandError = (file: string, error: NodeJS.ErrnoException): Error =>
  error.code === "ENOENT" ? new CommandError(`no such command: ${file}`) : fileError(file, error);

function environmentFor(variables: Record<string, string>): NodeJS.ProcessEnv {
  const { CODEX_API_KEY: _, OPENAI_API_KEY: __, ...inherited } = process.env;
  const unproxied = (names: string | undefined) => [names, "127.0.0.1"].filter(Boolean).join(",");
  const { NO_PROXY, no_proxy = NO_PROXY } = inherited;
  return { ...inherited, NO_PROXY: unproxied(NO_PROXY), no_proxy: unproxied(no_proxy), ...variables };
}

/** Shells report a command that a signal ended in this way. */
const codeOfSignal = (signal: NodeJS.Signals | null): number =>
  128 + (signal === null ? 0 : constants.signals[signal]);
