import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";

/** What stands after the script's name on the command line. */
export function readOptions(usage, options) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Failure(`${error.message}\nUsage: ${usage}`);
  }
}
