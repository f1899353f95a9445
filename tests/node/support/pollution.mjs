/** Runs `work` while `Object.prototype` has a member, and removes it again before it returns or throws. */
export function polluted(name, value, work, prototype = Object.prototype) {
  Object.defineProperty(prototype, name, {
    __proto__: null,
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
  const clean = () => delete prototype[name];
  try {
    const result = work();
    if (!(result instanceof Promise)) {
      clean();
      return result;
    }
    return result.finally(clean);
  } catch (error) {
    clean();
    throw error;
  }
}

/**
 * Runs `work` while `Object.prototype` has members of all these names, each of this value, and calls `onRead` with the
 * name of every member that is read. Apart from that, the members behave as data properties do.
 */
export async function pollutedByAll(names, value, onRead, work) {
  for (const name of names) {
    const get = () => {
      onRead(name);
      return value;
    };
    const set = function (own) {
      const data = { __proto__: null, value: own, configurable: true, enumerable: true, writable: true };
      Object.defineProperty(this, name, data);
    };
    const accessors = { __proto__: null, get, set, configurable: true, enumerable: true };
    Object.defineProperty(Object.prototype, name, accessors);
  }
  try {
    return await work();
  } finally {
    for (const name of names) delete Object.prototype[name];
  }
}

/** Returns the own members of a value and of the values in it, as text. Members of prototypes do not count. */
export function snapshot(value) {
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Error) return `${value.name} ${value.code}: ${value.message}`;
  if (value instanceof Date) return `Date ${value.getTime()}`;
  if (value instanceof Uint8Array) return `bytes ${value}`;
  const members = Object.keys(value).filter((name) => name !== "handle");
  const printed = members.map((name) => `${name}: ${snapshot(value[name])}`);
  return `${Object.prototype.toString.call(value)} {${printed.join(", ")}}`;
}
