import { memberOf, unknownMember } from "../members.js";
import { onlyWords } from "../only-words.js";
import { CodedError } from "./error.js";

// biome-ignore lint/suspicious/noExplicitAny: a caller may have given anything; each reader checks its own.
export type Given<Name extends string> = Partial<Record<Name, any>>;

/**
 * Reads each of these options once. What is inherited from `Object.prototype` is not an option. A getter that throws is
 * refused as `wrong_type`.
 */
export function readOptions<Name extends string>(options: unknown, names: readonly Name[]): Given<Name> {
  // The result has no prototype, and so no members but these.
  const read: Given<Name> = Object.create(null);
  if (options === undefined) return read;
  if (typeof options !== "object" || options === null) {
    throw new CodedError("wrong_type", "the options must be an object");
  }
  for (const name of names) read[name] = readMember(options, name);
  return read;
}

/** Refuses a member of another name. */
export function refuseUnknown(options: object, names: readonly string[]): void {
  const name = unreadableIfThrown(() => unknownMember(options, names));
  if (name === undefined) return;
  throw new CodedError(
    "wrong_type",
    `there is no option "${onlyWords(name)}"; the options are ${names.join(", ")}`,
  );
}

/** Returns the names of the own members of an object. */
export const namesOf = (options: object): string[] => unreadableIfThrown(() => Object.keys(options));

function unreadableIfThrown<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw new CodedError("wrong_type", "the options cannot be read", cause);
  }
}

export function readMember(owner: object, name: string): unknown {
  try {
    return memberOf(owner, name);
  } catch (cause) {
    throw new CodedError("wrong_type", `${name} cannot be read`, cause);
  }
}

/** Returns a number from `least` to `most`, or `otherwise` if none was given. */
export function readNumber(
  given: unknown,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  if (given === undefined) return otherwise;
  if (typeof given !== "number") throw new CodedError("wrong_type", `${name} must be a number`);
  if (given >= least && given <= most) return given;
  throw new CodedError("number_out_of_range", `${name} must be a finite number from ${least} to ${most}`);
}

/** Returns a whole number from 1 to `most`, or `otherwise` if none was given. */
export function readCount(given: unknown, name: string, otherwise: number, most: number): number {
  const count = readNumber(given, name, otherwise, 1, most);
  if (Number.isInteger(count)) return count;
  throw new CodedError("number_out_of_range", `${name} must be a whole number`);
}
