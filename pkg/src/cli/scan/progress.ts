import { statSync } from "node:fs";
import { STDIN } from "../input.js";
import type { Terminal } from "../terminal.js";

const INTERVAL_MS = 100;
const CLEAR_LINE = "\r\u001b[2K";
const BAR_WIDTH = 24;

/** A progress bar on standard error. It shows nothing if standard error is not a terminal. */
export class Progress {
  readonly #shown: boolean;
  readonly #totalBytes: number | undefined;
  #bytes = 0;
  #found = 0;
  #lastDrawn = 0;

  constructor(files: readonly string[], terminal: Terminal) {
    this.#shown = terminal.showsProgress;
    this.#totalBytes = this.#shown ? totalSize(files) : undefined;
  }

  addBytes(count: number): void {
    this.#bytes += count;
    this.#draw();
  }

  addFound(count: number): void {
    this.#found += count;
  }

  /** Removes the bar, so that a line can be printed in its place. */
  clear(): void {
    if (this.#lastDrawn > 0) process.stderr.write(CLEAR_LINE);
    this.#lastDrawn = 0;
  }

  #draw(): void {
    if (!this.#shown || Date.now() - this.#lastDrawn < INTERVAL_MS) return;
    this.#lastDrawn = Date.now();
    const done = this.#totalBytes
      ? `${bar(this.#bytes / this.#totalBytes)} of ${megabytes(this.#totalBytes)}`
      : "";
    const text = `${megabytes(this.#bytes)} ${done} · ${this.#found.toLocaleString("en")} assertions`;
    process.stderr.write(`${CLEAR_LINE}${text}`);
  }
}

/** The size of all files, or `undefined` if one is not a plain file or is compressed. */
function totalSize(files: readonly string[]): number | undefined {
  try {
    let total = 0;
    for (const file of files) {
      if (file === STDIN || file.endsWith(".gz")) return undefined;
      const stats = statSync(file);
      if (!stats.isFile()) return undefined;
      total += stats.size;
    }
    return total || undefined;
  } catch {
    return undefined;
  }
}

function bar(fraction: number): string {
  const full = Math.min(BAR_WIDTH, Math.round(fraction * BAR_WIDTH));
  return `[${"█".repeat(full)}${" ".repeat(BAR_WIDTH - full)}]`;
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
