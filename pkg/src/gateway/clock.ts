import { CodedError } from "./error.js";

/** Returns a clock that is sure to return finite milliseconds since 1970, or to throw. */
export function clockOf(given: unknown, owner: object): () => number {
  if (given === undefined) return () => Date.now();
  if (typeof given !== "function") throw new CodedError("wrong_type", "now must be a function");
  return () => {
    const now: unknown = Reflect.apply(given, owner, []);
    if (typeof now !== "number") throw new CodedError("wrong_type", "now() must return a number");
    if (Number.isFinite(now)) return now;
    throw new CodedError("time_out_of_range", "now() must return a finite number");
  };
}
