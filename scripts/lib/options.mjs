import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";

/** What stands after the script's name on the command line. */
export const readOptions = (usage, options) => read(usage, { options }).values;

/** As `readOptions`, and the words that belong to no option. */
export const readArguments = (usage, options) => read(usage, { options, allowPositionals: true });

function read(usage, config) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new Failure(`${error.message}\nUsage: ${usage}`);
  }
}
