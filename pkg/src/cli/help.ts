import type { Command } from "./command.js";
import { wrap } from "./wrap.js";

const WIDTH = 96;

/** Returns the help of the whole program. */
export function programHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  return [
    "Signs, verifies and explains Codex Agent Identity.",
    "",
    "Usage: agent-identity-wasm <command> [options]",
    "",
    "Commands:",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    "",
    "  --help     Prints this help, or that of a command.",
    "  --version  Prints the version.",
    "",
    "Every command has its own help: agent-identity-wasm <command> --help",
    "",
    "Exit codes: 0 valid or done, 1 invalid or refused, 2 usage or file error, 3 not judged.",
    "NO_COLOR turns colours off. No secret is printed unless it is asked for by name.",
  ].join("\n");
}

/** Returns the help of one command. */
export function commandHelp(command: Command): string {
  const rows = Object.entries(command.options).map(([name, { value, help }]) => [
    value ? `--${name} ${value}` : `--${name}`,
    help,
  ]);
  rows.push(["--help", "Prints this help."]);
  const width = Math.max(...rows.map(([flag]) => flag?.length ?? 0)) + 4;
  return [
    usageLine(command),
    "",
    `${command.summary}`,
    ...command.details.flatMap((paragraph) => ["", wrap(paragraph, WIDTH)]),
    "",
    "Options:",
    ...rows.map(([flag = "", help = ""]) => optionHelp(flag, help, width)),
  ].join("\n");
}

/** The lines after the first are indented to stand below the arguments. */
function usageLine({ name, usage }: Command): string {
  const start = `Usage: agent-identity-wasm ${name} `;
  // The two words of an option and its value, and what stands in brackets, stay together.
  const parts = usage.match(/\[[^\]]*\]…?|--\S+ [A-Z|]\S*|\S+/g) ?? [];
  const width = " ".repeat(start.length);
  const unbreakable = parts.map((part) => part.replaceAll(" ", "\u00a0")).join(" ");
  return (start + wrapPlain(unbreakable, width)).replaceAll("\u00a0", " ").trimEnd();
}

const wrapPlain = (text: string, indent: string): string => wrap(text, WIDTH, indent).slice(indent.length);

function optionHelp(flag: string, help: string, width: number): string {
  const indent = " ".repeat(width);
  return `  ${flag}`.padEnd(width) + wrapPlain(help, indent);
}
