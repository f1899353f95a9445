// Options and other arguments are read through these functions. A member that an object inherits from `Object.prototype`
// is not one of its own: anyone who pollutes that prototype, by a careless deep merge for example, would otherwise set the
// options of every call. Members of class instances and of objects made with `Object.create` count.

/** The longest chain of prototypes that is followed. A proxy can pretend to have an endless one. */
const MAX_DEPTH = 100;

/** Returns a member of an object, or `undefined` if the object has none or inherits it from `Object.prototype`. */
export function memberOf(owner: object, name: PropertyKey): unknown {
  return isPolluted(owner, name) ? undefined : Reflect.get(owner, name);
}

/** Reads these members of an object, each once, into an object without a prototype. */
export function membersOf<Owner extends object, Name extends keyof Owner & string>(
  owner: Owner,
  names: readonly Name[],
): Pick<Owner, Name> {
  const entries = names.map((name) => [name, memberOf(owner, name)]);
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}

/** Returns an object without a prototype, for functions of the host, which take an inherited member for an option. */
export function withoutPrototype<Members extends object>(members: Members): Members {
  return Object.assign(Object.create(null), members);
}

/** True if an object has a member, even if its value is `undefined`, and does not inherit it from `Object.prototype`. */
export function hasMember(owner: object, name: PropertyKey): boolean {
  return !isPolluted(owner, name) && name in owner;
}

/**
 * Returns the name of a member of a plain object that is none of these names, or `undefined`. A
 * misspelt condition would otherwise be overlooked, and too much would be accepted. An instance of a class can have members
 * of its own, and any object a `toString`.
 */
export function unknownMember(owner: object, names: readonly string[]): string | undefined {
  const prototype = Reflect.getPrototypeOf(owner);
  if (prototype !== null && !isObjectPrototype(prototype)) return undefined;
  return Object.keys(owner).find((name) => !names.includes(name) && !Object.hasOwn(Object.prototype, name));
}

/** Returns a global of this host. `globalThis` inherits from `Object.prototype` as well. */
export function hostGlobal<Name extends string>(name: Name): unknown {
  return memberOf(globalThis, name);
}

/** True if the first object of the prototype chain that has such a member is an `Object.prototype`. */
function isPolluted(owner: object, name: PropertyKey): boolean {
  let object = owner;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    if (Object.hasOwn(object, name)) return false;
    const prototype = Reflect.getPrototypeOf(object);
    if (prototype === null) return false;
    if (isObjectPrototype(prototype)) return Object.hasOwn(prototype, name);
    object = prototype;
  }
  throw new TypeError("the chain of prototypes is too long");
}

/** Recognises the `Object.prototype` of any realm: the end of a chain that has these methods. */
function isObjectPrototype(object: object): boolean {
  return (
    object === Object.prototype ||
    (Reflect.getPrototypeOf(object) === null &&
      Object.hasOwn(object, "isPrototypeOf") &&
      Object.hasOwn(object, "propertyIsEnumerable"))
  );
}

/**
 * Writes a value as JSON. A `toJSON` that the value inherits from `Object.prototype` does not count. Returns `undefined`
 * if the value has no JSON form.
 */
export function jsonText(value: object): string | undefined {
  return JSON.stringify(value, function (this: Record<string, unknown>, name, written: unknown) {
    const original = this[name];
    const isObject = typeof original === "object" && original !== null;
    return isObject && isPolluted(original, "toJSON") ? original : written;
  });
}
