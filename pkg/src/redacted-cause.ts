const MAX_DEPTH = 4;
const MAX_MEMBERS = 100;

/** Consoles call these instead of showing the members of an object, and `JSON.stringify` calls the last. */
const PRINTERS = [Symbol.for("nodejs.util.inspect.custom"), Symbol.for("Deno.customInspect"), "toJSON"];

/** Redacts a text. */
export interface Redact {
  (text: string): string;
  /** Returns the part of a stack that is looked at: all of it, unless the names of files would count as secrets. */
  stack(stack: unknown): unknown;
}

/** Makes a {@link Redact} of a function that leaves the names of files as they are. */
export function redacting(redact: (text: string) => string): Redact {
  return Object.assign((text: string) => redact(text), { stack: (stack: unknown) => stack });
}

/** Makes a {@link Redact} of a function that does not. Engines differ in what comes before the names of files. */
export function redactingButFiles(redact: (text: string) => string): Redact {
  const stack = (stack: unknown) =>
    typeof stack === "string" ? stack.split(/(?:^|\n)\s*at |(?:^|\n)[^\n]*@/, 1)[0] : stack;
  return Object.assign((text: string) => redact(text), { stack });
}

/**
 * Returns what the host or the caller threw, to be the `cause` of an error, if all that printing it could show is seen
 * here and holds no secret. Returns a plain error with its redacted name and message otherwise: some hosts quote a URL or
 * an argument, and some HTTP clients attach the request with its headers.
 * @param redact returns its argument if there is nothing to hide in it
 * @param isOurs true for an error of this package, whose message is redacted already
 * @internal
 */
export function redactedCause(cause: unknown, redact: Redact, isOurs: (value: unknown) => boolean): unknown {
  try {
    if (typeof cause === "string") return redact(cause);
    return isOurs(cause) || isHarmless(cause, redact, MAX_DEPTH) ? cause : plainError(cause, redact);
  } catch {
    return new Error("the cause cannot be read");
  }
}

function plainError(cause: unknown, redact: Redact): Error {
  const { name, message } = (cause ?? {}) as Partial<Error>;
  const error = new Error(redact(typeof message === "string" ? message : "the cause cannot be shown"));
  if (typeof name === "string") error.name = redact(name);
  return error;
}

/** True for a primitive, and for an error, an array or a plain object that holds nothing but harmless values. */
function isHarmless(value: unknown, redact: Redact, depth: number): boolean {
  if (typeof value === "string") return redact(value) === value;
  if (typeof value === "symbol") return isHarmless(value.description, redact, depth);
  if (typeof value !== "object" || value === null) return typeof value !== "function";
  if (depth === 0 || !(isError(value) || Array.isArray(value) || isPlain(value))) return false;
  if (PRINTERS.some((name) => name in value)) return false;
  // The message of a DOMException is a getter of its prototype.
  if (isError(value)) {
    const printed = [value.name, value.message, value.constructor?.name];
    if (!printed.every((text) => isHarmless(text, redact, depth))) return false;
  }
  const names = Reflect.ownKeys(value);
  return names.length <= MAX_MEMBERS && names.every((name) => isHarmlessMember(value, name, redact, depth));
}

function isHarmlessMember(owner: object, name: string | symbol, redact: Redact, depth: number): boolean {
  // Engines differ in whether a stack is a getter.
  if (name === "stack") return isHarmless(redact.stack((owner as Error).stack), redact, depth);
  const descriptor = Reflect.getOwnPropertyDescriptor(owner, name);
  if (!descriptor || !("value" in descriptor)) return false;
  return isHarmless(name, redact, depth) && isHarmless(descriptor.value, redact, depth - 1);
}

/** True for an error of any realm. */
function isError(value: object): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

/** True for an object whose prototype is that of objects, in any realm, or none. */
function isPlain(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
