// @ts-check
// Called by WebAssembly, where nothing that is thrown is caught: no member of what a caller gives is read here, for
// the caller may have put anything in its place. The getters below see through that, and know arrays of other realms.

const { apply } = Reflect;
const typedArray = Object.getPrototypeOf(Uint8Array.prototype);
const { set } = typedArray;
const [tag, buffer, byteOffset, length] = [Symbol.toStringTag, "buffer", "byteOffset", "length"].map(getter);

/** @param {string | symbol} name */
function getter(name) {
  const { get } = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(typedArray, name));
  return /** @type {(this: unknown) => any} */ (get);
}

/**
 * How many bytes a `Uint8Array` has; less than none where it is something else.
 * @param {unknown} value
 * @returns {number}
 */
export function byteLength(value) {
  return apply(tag, value, []) === "Uint8Array" ? apply(length, value, []) : -1;
}

/**
 * Some bytes of a `Uint8Array`, in an array that nobody else has; none where they are not there any more.
 * @param {unknown} bytes
 * @param {number} start
 * @param {number} end
 */
export function view(bytes, start, end) {
  try {
    return new Uint8Array(apply(buffer, bytes, []), apply(byteOffset, bytes, []) + start, end - start);
  } catch {
    return new Uint8Array();
  }
}

/**
 * Fills `to` with the first bytes of a `Uint8Array`, if that many are there.
 * @param {unknown} from
 * @param {Uint8Array} to
 */
export function copyBytes(from, to) {
  const bytes = view(from, 0, to.length);
  apply(set, to, [bytes]);
  return bytes.length === to.length;
}
