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
  if (options === undefined) return {};
  if (typeof options !== "object" || options === null) {
    throw new AgentIdentityError("wrong_type", "the options must be an object");
  }
  const given = /** @type {Partial<Record<Name, unknown>>} */ (options);
  const read = names.map((name) => [name, readMember(given, name)]);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
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
