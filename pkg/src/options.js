// @ts-check
import { AgentIdentityError } from "./error.js";

/**
 * What was given under each of these names, read once: a getter that throws is refused as a wrong type.
 * @template {string} Name
 * @param {unknown} options
 * @param {readonly Name[]} names
 * @returns {Partial<Record<Name, any>>}
 */
export function readOptions(options, names) {
  /** @type {any} */
  const read = { __proto__: null };
  if (options === undefined) return read;
  if (typeof options !== "object" || options === null) {
    throw new AgentIdentityError("wrong_type", "the options must be an object");
  }
  for (const name of names) {
    const value = readMember(/** @type {Partial<Record<Name, unknown>>} */ (options), name);
    if (value !== undefined) read[name] = value;
  }
  return read;
}

/**
 * @template {string} Name
 * @param {Partial<Record<Name, unknown>>} owner
 * @param {Name} name
 */
export function readMember(owner, name) {
  try {
    return owner[name];
  } catch (cause) {
    throw new AgentIdentityError("wrong_type", `${name} cannot be read`, cause);
  }
}

/**
 * The items of an array, each read once and by its index: an iterator might never end.
 * @param {unknown} list
 * @param {string} name what to call it in an error
 * @param {number} most
 * @returns {unknown[]}
 */
export function readList(list, name, most) {
  try {
    const length = Array.isArray(list) ? list.length : -1;
    if (Number.isInteger(length) && length >= 0 && length <= most) {
      const items = [];
      for (let index = 0; index < length; index++) items.push(/** @type {unknown[]} */ (list)[index]);
      return items;
    }
  } catch (cause) {
    throw new AgentIdentityError("wrong_type", `${name} cannot be read`, cause);
  }
  throw new AgentIdentityError("wrong_type", `${name} must be an array of at most ${most} items`);
}
