import { CodedError } from "./error.js";
import { memberOf, unknownMember } from "./members.js";
import { quoted } from "./quote.js";

// biome-ignore lint/suspicious/noExplicitAny: a caller may have given anything; each reader checks its own.
export type Given<Name extends string> = Partial<Record<Name, any>>;

/**
 * Reads each of these options once. What is inherited from `Object.prototype` is not an option, and the result has no
 * prototype. A getter that throws is refused as `wrong_type`.
 */
export function readOptions<Name extends string>(options: unknown, names: readonly Name[]): Given<Name> {
  const read = { __proto__: null } as Given<Name>;
  if (options === undefined) return read;
  if (typeof options !== "object" || options === null) {
    throw new CodedError("wrong_type", "the options must be an object");
  }
  for (const name of names) {
    const value = readMember(options, name);
    if (value !== undefined) read[name] = value as Given<Name>[Name];
  }
  return read;
}

/**
 * Refuses a member of another name. It is for options that are conditions: overlooking one would accept too much.
 */
export function refuseUnknown(options: unknown, names: readonly string[]): void {
  if (typeof options !== "object" || options === null) return;
  let name: string | undefined;
  try {
    name = unknownMember(options, names);
  } catch (cause) {
    throw new CodedError("wrong_type", "the options cannot be read", cause);
  }
  if (name !== undefined)
    throw new CodedError(
      "wrong_type",
      `there is no option ${quoted(name)}; the options are ${names.join(", ")}`,
    );
}

/** Reads a member of an argument, unless it is inherited from `Object.prototype`. */
export function readMember(owner: object, name: string): unknown {
  try {
    return memberOf(owner, name);
  } catch (cause) {
    throw new CodedError("wrong_type", `${name} cannot be read`, cause);
  }
}

/**
 * Reads the items of an array, each once and by its index: an iterator might never end.
 * @param name what to call the list in an error
 */
export function readList(list: unknown, name: string, most: number): unknown[] {
  try {
    const length = Array.isArray(list) ? list.length : -1;
    if (Number.isInteger(length) && length >= 0 && length <= most) {
      const items = [];
      for (let index = 0; index < length; index++) items.push(memberOf(list as unknown[], index));
      return items;
    }
  } catch (cause) {
    throw new CodedError("wrong_type", `${name} cannot be read`, cause);
  }
  throw new CodedError("wrong_type", `${name} must be an array of at most ${most} items`);
}
