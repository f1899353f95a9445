// WebAssembly calls these functions and does not catch what they throw. They do not read the members
// of a value that a caller gave, because the caller may have replaced them. The getters of the prototype see through that, and they also know
// the arrays of other realms.

const { apply } = Reflect;
const typedArray = Object.getPrototypeOf(Uint8Array.prototype);
const { set } = typedArray;
const [tag, buffer, byteOffset, length] = [Symbol.toStringTag, "buffer", "byteOffset", "length"].map(
  getter,
) as [Getter, Getter, Getter, Getter];

// biome-ignore lint/suspicious/noExplicitAny: each returns a type of its own.
type Getter = (this: unknown) => any;

function getter(name: string | symbol): Getter {
  return Object.getOwnPropertyDescriptor(typedArray, name)?.get as Getter;
}

/** Returns the length of a `Uint8Array` in bytes, or −1 if the value is not a `Uint8Array`. */
export function byteLength(value: unknown): number {
  return apply(tag, value, []) === "Uint8Array" ? apply(length, value, []) : -1;
}

/**
 * Returns a view of some bytes of a `Uint8Array` that shares no JavaScript object with the caller. The view is empty
 * if the bytes are gone, because the array was detached for example.
 */
export function view(bytes: unknown, start: number, end: number): Uint8Array {
  try {
    return new Uint8Array(apply(buffer, bytes, []), apply(byteOffset, bytes, []) + start, end - start);
  } catch {
    return new Uint8Array();
  }
}

/** Fills `to` with the first bytes of a `Uint8Array`. Returns false if there are not that many. */
export function copyBytes(from: unknown, to: Uint8Array): boolean {
  const bytes = view(from, 0, to.length);
  apply(set, to, [bytes]);
  return bytes.length === to.length;
}
