import * as util from "node:util";
import { printable } from "./printable.js";

type Style = Parameters<typeof util.styleText>[0];

/** The streams that a command writes to, and how it may write to them. */
export class Terminal {
  readonly #environment: NodeJS.ProcessEnv;

  constructor(environment: NodeJS.ProcessEnv = process.env) {
    this.#environment = environment;
  }

  /** Writes to standard output and waits if the reader is slow. */
  async write(text: string): Promise<void> {
    if (process.stdout.write(text)) return;
    await new Promise<void>((resolve) => process.stdout.once("drain", resolve));
  }

  /** Writes lines to standard output in one piece, so that a reader that waits for the first one has them all. */
  print(...lines: readonly string[]): Promise<void> {
    return this.write(lines.map((line) => `${line}\n`).join(""));
  }

  /** Writes lines to standard error. */
  note(...lines: readonly string[]): void {
    process.stderr.write(lines.map((line) => `${printable(line)}\n`).join(""));
  }

  /** Styles text for standard output: only on a terminal, and never if `NO_COLOR` is set (https://no-color.org). */
  style(style: Style, text: string): string {
    return this.#mayStyle(process.stdout) ? styled(style, text) : text;
  }

  /** The number of columns to wrap text at. */
  get columns(): number {
    return Math.min(process.stdout.columns ?? 100, 100);
  }

  /** True if progress may be shown on standard error. */
  get showsProgress(): boolean {
    return process.stderr.isTTY === true && this.#environment.TERM !== "dumb";
  }

  #mayStyle(stream: NodeJS.WriteStream): boolean {
    return stream.isTTY === true && !this.#environment.NO_COLOR && this.#environment.TERM !== "dumb";
  }
}

/** `styleText` decides by itself on newer versions of Node.js; the decision is already made here. */
const styled = (style: Style, text: string): string => {
  const styleText = util.styleText as
    | ((style: Style, text: string, options?: { validateStream: boolean }) => string)
    | undefined;
  return styleText ? styleText(style, text, { validateStream: false }) : text;
};
