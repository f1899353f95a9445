import type { ParseArgsConfig } from "node:util";
import { parseArgs } from "node:util";
import { CommandError, type ExitCode, oneLine } from "./errors.js";
import type { Terminal } from "./terminal.js";

/** An option of a command, with what its help says about it. */
export interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  /** The placeholder for the value, such as `FILE`. */
  readonly value?: string;
  readonly help: string;
}

type Values<Options extends Record<string, OptionSpec>> = {
  [Name in keyof Options]?: Options[Name]["type"] extends "boolean"
    ? boolean
    : Options[Name]["multiple"] extends true
      ? string[]
      : string;
};

/** The arguments of one call. */
export interface Call<Options extends Record<string, OptionSpec> = Record<string, OptionSpec>> {
  readonly values: Values<Options>;
  readonly positionals: readonly string[];
  /** The arguments behind `--`; `undefined` if there is no `--`. */
  readonly rest: readonly string[] | undefined;
  readonly terminal: Terminal;
}

/** A command: its arguments, its help and its work. */
export interface Command<Options extends Record<string, OptionSpec> = Record<string, OptionSpec>> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The arguments in short, such as `[FILE|-] [--json]`. */
  readonly usage: string;
  /** Paragraphs for the command's own help. */
  readonly details: readonly string[];
  readonly options: Options;
  /** The largest number of arguments that are not options. */
  readonly maxPositionals: number;
  /** True if the command takes arguments behind `--` as a command to run. */
  readonly takesRest?: boolean;
  run(call: Call<Options>): Promise<ExitCode>;
}

/** Keeps the type of the options together with the function that uses them. */
export const defineCommand = <const Options extends Record<string, OptionSpec>>(
  command: Command<Options>,
): Command => command as unknown as Command;

const COMMON_OPTIONS = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
} as const;

/** Parses the arguments of a command. Returns a word if they ask for its help or for the version. */
export function parseCall(
  command: Command,
  args: readonly string[],
): Omit<Call, "terminal"> | "help" | "version" {
  const [own, rest] = command.takesRest ? splitAtDashes(args) : [args, undefined];
  const { values, positionals } = parsed(command, own);
  if (values.help) return "help";
  if (values.version) return "version";
  if (positionals.length > command.maxPositionals) {
    throw new CommandError(`unexpected argument "${positionals[command.maxPositionals]}"${seeHelp(command)}`);
  }
  return { values: values as Call["values"], positionals, rest };
}

function parsed(command: Command, args: readonly string[]) {
  const config: ParseArgsConfig = {
    args: [...args],
    options: { ...optionsOf(command), ...COMMON_OPTIONS },
    allowPositionals: true,
    strict: true,
  };
  try {
    return parseArgs(config) as { values: Record<string, unknown>; positionals: string[] };
  } catch (error) {
    // Node.js adds a sentence on arguments that begin with a hyphen, which hides the mistake.
    const [mistake] = oneLine(error).split(". To specify");
    throw new CommandError(`${mistake}${seeHelp(command)}`);
  }
}

const optionsOf = ({ options }: Command) =>
  Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  );

function splitAtDashes(args: readonly string[]): [readonly string[], readonly string[] | undefined] {
  const at = args.indexOf("--");
  return at < 0 ? [args, undefined] : [args.slice(0, at), args.slice(at + 1)];
}

export const seeHelp = ({ name }: { name: string }) => `; see agent-identity-wasm ${name} --help`;
