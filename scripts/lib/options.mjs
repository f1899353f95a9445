import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";

/** Returns the options on the command line of the script. */
export const readOptions = (usage, options) => read(usage, { options }).values;

/** Returns the options like `readOptions`, and the positional arguments. */
export const readArguments = (usage, options) => read(usage, { options, allowPositionals: true });

function read(usage, config) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new Failure(`${error.message}\nUsage: ${usage}`);
  }
}
