// WebAssembly calls these functions and does not catch what they throw. They do not read the members of a value that a
// caller gave, because the caller may have replaced them. The getters of the prototypes see through that, and they also
// know the objects of other realms. They use no iterator: those of arrays inherit from `Object.prototype`, and a polluted
// `return` would throw wherever a loop ends early or a list is destructured.

/** Bytes in any form that the platform has. Of a view, the bytes that it shows are meant. */
export type Bytes = ArrayBuffer | SharedArrayBuffer | ArrayBufferView;

const { apply } = Reflect;
const typedArray = Object.getPrototypeOf(Uint8Array.prototype);
const { set } = typedArray;

// biome-ignore lint/suspicious/noExplicitAny: each returns a type of its own.
type Getter = (this: unknown) => any;
/** Reads where the bytes of an object are. Each getter throws if the object is of another kind. */
interface Place {
  readonly buffer: Getter;
  readonly byteOffset: Getter;
  readonly byteLength: Getter;
}

const places: Place[] = [
  ...[typedArray, DataView.prototype].map(placeInView),
  ...[ArrayBuffer, globalThis.SharedArrayBuffer].flatMap((kind) =>
    kind ? [placeInBuffer(kind.prototype)] : [],
  ),
];

function placeInView(prototype: object): Place {
  return {
    buffer: getter(prototype, "buffer"),
    byteOffset: getter(prototype, "byteOffset"),
    byteLength: getter(prototype, "byteLength"),
  };
}

function placeInBuffer(prototype: object): Place {
  return {
    buffer(this: unknown) {
      return this;
    },
    byteOffset: () => 0,
    byteLength: getter(prototype, "byteLength"),
  };
}

function getter(prototype: object, name: string): Getter {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as Getter;
}

/** Returns the number of bytes, or −1 if the value is not {@link Bytes}. */
export function byteLength(value: unknown): number {
  for (let index = 0; index < places.length; index++) {
    try {
      return apply((places[index] as Place).byteLength, value, []);
    } catch {}
  }
  return -1;
}

/**
 * Returns a view of some bytes that shares no JavaScript object with the caller. The view is empty if the bytes are
 * gone, because the buffer was detached for example.
 */
export function view(bytes: unknown, start: number, end: number): Uint8Array {
  for (let index = 0; index < places.length; index++) {
    const { buffer, byteOffset, byteLength } = places[index] as Place;
    try {
      apply(byteLength, bytes, []);
      return new Uint8Array(apply(buffer, bytes, []), apply(byteOffset, bytes, []) + start, end - start);
    } catch {}
  }
  return new Uint8Array();
}

/** Fills `to` with the first bytes of `from`. Returns false if there are not that many. */
export function copyBytes(from: unknown, to: Uint8Array): boolean {
  const bytes = view(from, 0, to.length);
  apply(set, to, [bytes]);
  return bytes.length === to.length;
}
