import { existsSync } from "node:fs";
import { Failure } from "../lib/failure.mjs";

/** Returns the path of a program that an environment variable names, or undefined if it is not set. */
export function given(variable) {
  const path = process.env[variable];
  if (path && !existsSync(path)) throw new Failure(`${variable} is set to ${path}, which does not exist.`);
  return path || undefined;
}
