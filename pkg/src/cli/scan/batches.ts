import { AssertionExtractor, type ExtractedAssertion, isAgentIdentityError } from "agent-identity-wasm";
import { CommandError } from "../errors.js";
import { chunksOf, nameOf } from "../input.js";
import type { Batch } from "./job.js";

/** How many assertions are judged together. */
const BATCH_SIZE = 512;

/** Yields the assertions of a file in batches, in memory that does not depend on the size of the file. */
export async function* batchesOf(file: string, onBytes: (count: number) => void): AsyncGenerator<Batch> {
  const extractor = new AssertionExtractor();
  const name = nameOf(file);
  let found: ExtractedAssertion[] = [];
  try {
    for await (const chunk of chunksOf(file)) {
      onBytes(chunk.length);
      found = found.concat(extractor.push(chunk));
      while (found.length >= BATCH_SIZE) {
        yield { file: name, found: found.slice(0, BATCH_SIZE) };
        found = found.slice(BATCH_SIZE);
      }
    }
    yield { file: name, found: found.concat(extractor.finish()) };
  } catch (error) {
    throw isAgentIdentityError(error) ? new CommandError(`${name}: ${error.message}`) : error;
  } finally {
    extractor.free();
  }
}
