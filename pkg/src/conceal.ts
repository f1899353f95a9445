import { denoInspect, inspect } from "./handle.js";

const REDACTED = "[redacted]";

type Inspect = (value: unknown, options?: object) => string;

/**
 * Returns the object with members that consoles do not show: each becomes a getter, which consoles of browsers do not
 * call, and inspecting the object in Node.js, Bun or Deno prints `[redacted]` for it. Reading a member by its name, a
 * spread, `structuredClone` and `JSON.stringify` give its value; what they make is a plain object.
 * @internal
 */
export function conceal<T extends object>(object: T, names: readonly (keyof T)[]): T {
  for (const name of names) {
    if (object[name] === undefined) continue;
    let value: T[keyof T] = object[name];
    const get = () => value;
    const set = (next: T[keyof T]) => {
      value = next;
    };
    define(object, name, { enumerable: true, configurable: true, get, set });
  }
  const redacted = () => ({
    ...object,
    ...Object.fromEntries(names.filter((name) => name in object).map((name) => [name, REDACTED])),
  });
  define(object, inspect, { configurable: true, value: redacted });
  const show = (show: Inspect, options?: object) => show(redacted(), options);
  define(object, denoInspect, { configurable: true, value: show });
  return object;
}

/**
 * Returns a stored identity, or the claims of one, whose private key consoles do not show.
 * @internal
 */
export function concealKey<T extends { agentPrivateKey: string } | undefined>(record: T): T {
  return record && conceal(record, ["agentPrivateKey"]);
}

/** Defines a property by a descriptor without a prototype, whose members would otherwise be read as the descriptor's. */
function define(object: object, name: PropertyKey, descriptor: PropertyDescriptor): void {
  Object.defineProperty(object, name, Object.assign(Object.create(null), descriptor));
}
