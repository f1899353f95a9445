#!/usr/bin/env node
import { isMainThread } from "node:worker_threads";
import { EXIT } from "./errors.js";
import { fileError } from "./input.js";
import { runProgram } from "./program.js";
import { runWorker } from "./scan/worker.js";

if (isMainThread) {
  process.stdout.on("error", endWithoutReader);
  // If nobody reads the messages, the results may still have a reader.
  process.stderr.on("error", () => {});
  process.exitCode = await runProgram(process.argv.slice(2));
} else {
  runWorker();
}

/** A reader such as `head` that goes away is not an error. A full disk is. */
function endWithoutReader(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(EXIT.valid);
  process.stderr.write(`agent-identity-wasm: ${fileError("standard output", error).message}\n`);
  process.exit(EXIT.usage);
}
