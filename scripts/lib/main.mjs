import { checkNode } from "../tools/node.mjs";
import { Failure } from "./failure.mjs";

/** Runs a script. If it fails, prints the error and sets the exit code 1. */
export async function main(work) {
  try {
    checkNode();
    await work();
  } catch (error) {
    console.error(error instanceof Failure ? `\nError: ${error.message}` : error);
    process.exitCode = 1;
  }
}
