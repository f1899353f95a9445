import { AssertionExtractor, type ExtractedAssertion, isAgentIdentityError } from "agent-identity-wasm";
import { CommandError } from "../errors.js";
import { chunksOf, nameOf } from "../input.js";
import type { Batch } from "./job.js";

/** The most assertions that are judged together, and the most text of theirs. */
const MAX_BATCH = 4096;
const MAX_BATCH_CHARS = 2_000_000;

/** If a log grows slowly, what was found is judged after this time. */
const MAX_WAIT_MS = 200;

/**
 * Yields the assertions of a file in batches, in memory that does not depend on the size of the file. If the file cannot be
 * read to its end, it first yields what was found until then.
 */
export async function* batchesOf(file: string, onBytes: (count: number) => void): AsyncGenerator<Batch> {
  const name = nameOf(file);
  const chunks = chunksOf(file);
  const extractor = new AssertionExtractor();
  const batch = new Found();
  let failure: unknown;
  try {
    for (;;) {
      const next = chunks.next();
      if (batch.length > 0 && !(await settlesWithin(next, MAX_WAIT_MS)))
        yield { file: name, found: batch.take() };
      const { value: chunk, done } = await next;
      if (done) break;
      onBytes(chunk.length);
      for (const one of extractor.push(chunk)) {
        batch.add(one);
        if (batch.isFull) yield { file: name, found: batch.take() };
      }
    }
    for (const one of extractor.finish()) batch.add(one);
  } catch (error) {
    failure = isAgentIdentityError(error) ? new CommandError(`${name}: ${error.message}`) : error;
  } finally {
    extractor.free();
    await chunks.return(undefined);
  }
  if (batch.length > 0) yield { file: name, found: batch.take() };
  if (failure !== undefined) throw failure;
}

/** The assertions that were found and not yet yielded. */
class Found {
  #found: ExtractedAssertion[] = [];
  #chars = 0;

  get length(): number {
    return this.#found.length;
  }

  get isFull(): boolean {
    return this.#found.length >= MAX_BATCH || this.#chars >= MAX_BATCH_CHARS;
  }

  add(one: ExtractedAssertion): void {
    this.#found.push(one);
    this.#chars += one.header.length + (one.url?.length ?? 0);
  }

  take(): ExtractedAssertion[] {
    const taken = this.#found;
    this.#found = [];
    this.#chars = 0;
    return taken;
  }
}

/** Returns whether a promise is settled in time. A rejection is left to whoever awaits the promise. */
async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
}
