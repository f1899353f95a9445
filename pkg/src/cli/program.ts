import { isAgentIdentityError, version } from "agent-identity-wasm";
import { type Command, parseCall } from "./command.js";
import { authority } from "./commands/authority.js";
import { doctor } from "./commands/doctor.js";
import { inspect } from "./commands/inspect.js";
import { keygen } from "./commands/keygen.js";
import { register } from "./commands/register.js";
import { scan } from "./commands/scan.js";
import { sign } from "./commands/sign.js";
import { task } from "./commands/task.js";
import { CommandError, EXIT, type ExitCode, oneLine } from "./errors.js";
import { commandHelp, programHelp } from "./help.js";
import { Terminal } from "./terminal.js";

const COMMANDS: readonly Command[] = [inspect, scan, doctor, keygen, sign, register, task, authority];

/** Runs the program with these arguments and returns its exit code. Never rejects. */
export async function runProgram(args: readonly string[]): Promise<ExitCode> {
  const terminal = new Terminal();
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    terminal.note(`agent-identity-wasm: ${oneLine(error)}`);
    return exitCodeOf(error);
  }
}

async function dispatch([name, ...args]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (name === "--version" || name === "-V" || name === "version") return printed(terminal, version);
  if (name === "--help" || name === "-h") return printed(terminal, programHelp(COMMANDS));
  if (name === "help") return printed(terminal, helpFor(args[0]));
  if (name === undefined) {
    terminal.note(...programHelp(COMMANDS).split("\n"));
    return EXIT.usage;
  }
  const command = find(name);
  const call = parseCall(command, args);
  if (call === "help") return printed(terminal, commandHelp(command));
  return call === "version" ? printed(terminal, version) : command.run({ ...call, terminal });
}

const helpFor = (name: string | undefined) =>
  name === undefined ? programHelp(COMMANDS) : commandHelp(find(name));

function find(name: string): Command {
  const command = COMMANDS.find((one) => one.name === name);
  if (command) return command;
  const kind = name.startsWith("-") ? "option" : "command";
  throw new CommandError(`unknown ${kind} "${name}"; see agent-identity-wasm --help`);
}

async function printed(terminal: Terminal, text: string): Promise<ExitCode> {
  await terminal.print(text);
  return EXIT.valid;
}

const exitCodeOf = (error: unknown): ExitCode => {
  if (error instanceof CommandError) return error.exitCode;
  return isAgentIdentityError(error) ? EXIT.invalid : EXIT.usage;
};
