import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { CommandError, oneLine } from "./errors.js";

/** The name of standard input on the command line. */
export const STDIN = "-";

/** Returns what messages call an input. */
export const nameOf = (file: string): string => (file === STDIN ? "standard input" : file);

/** Reads a file or standard input in chunks. Unpacks gzip, which it recognizes by its first two bytes. */
export async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* unpacked(sourceOf(file));
  } catch (error) {
    throw fileError(file, error);
  }
}

/** Reads a whole file or standard input as text. Unpacks gzip, and decodes UTF-16 with a byte order mark. */
export async function readText(file: string, maxBytes: number): Promise<string> {
  const bytes = await collect(file, chunksOf(file), maxBytes);
  const encoding = ENCODINGS.find(({ mark }) => bytes[0] === mark[0] && bytes[1] === mark[1])?.label;
  return new TextDecoder(encoding ?? "utf-8", { ignoreBOM: encoding === undefined }).decode(bytes);
}

/** Reads a whole file or standard input as UTF-8, as the Codex client does: other bytes are an error. */
export async function readUtf8(file: string, maxBytes: number): Promise<string> {
  try {
    const bytes = await collect(file, sourceOf(file), maxBytes);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (
      error instanceof TypeError &&
      (error as NodeJS.ErrnoException).code === "ERR_ENCODING_INVALID_ENCODED_DATA"
    )
      throw new CommandError(
        `the file is not UTF-8 text, so the Codex client cannot read it: ${nameOf(file)}`,
      );
    throw fileError(file, error);
  }
}

/** PowerShell and some editors write UTF-16. */
const ENCODINGS = [
  { mark: [0xff, 0xfe], label: "utf-16le" },
  { mark: [0xfe, 0xff], label: "utf-16be" },
] as const;

/** Describes a failed file operation by its reason and the file, for example "no such file: auth.json". */
export function fileError(file: string, error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  const { code } = Object(error) as NodeJS.ErrnoException;
  const reason = REASONS[code ?? ""] ?? oneLine(error);
  return new CommandError(`${reason}: ${nameOf(file)}`);
}

const REASONS: Record<string, string> = {
  EACCES: "no permission",
  EEXIST: "the file exists already",
  EISDIR: "this is a directory, not a file",
  ELOOP: "symbolic links go around in a circle",
  ENAMETOOLONG: "the file's name is too long",
  ENOENT: "no such file",
  ENOSPC: "no space is left",
  ENOTDIR: "no such folder",
  ENXIO: "this is not a file that can be read",
  ERR_INVALID_ARG_VALUE: "the file's name contains a NUL byte",
  EPERM: "no permission",
  EROFS: "the disk is read-only",
  Z_BUF_ERROR: "the gzip data ends too early",
  Z_DATA_ERROR: "the gzip data is damaged",
};

let isStdinTaken = false;

function sourceOf(file: string): AsyncIterable<Uint8Array> {
  if (file !== STDIN) return createReadStream(file);
  if (isStdinTaken) throw new CommandError("standard input can be read only once");
  isStdinTaken = true;
  return process.stdin;
}

async function collect(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > maxBytes) {
      const limit = maxBytes.toLocaleString("en");
      throw new CommandError(`longer than ${limit} bytes, so this is not one document: ${nameOf(file)}`);
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

async function* unpacked(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  try {
    const [head, isGzip] = await readHead(chunks);
    const whole = joined(head, chunks);
    // The pipeline ends the one stream if the other fails, and the loop of the reader throws the error.
    yield* isGzip
      ? (pipeline(whole, createGunzip(), () => {}) as unknown as AsyncIterable<Uint8Array>)
      : whole;
  } finally {
    // A reader that stops early must not leave the program waiting for a writer that goes on.
    await chunks.return?.();
  }
}

/** Reads the first two bytes, which may come in two chunks. */
async function readHead(chunks: AsyncIterator<Uint8Array>): Promise<[Uint8Array, boolean]> {
  let head = new Uint8Array();
  while (head.length < 2) {
    const { value, done } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  return [head, head[0] === 0x1f && head[1] === 0x8b];
}

async function* joined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
