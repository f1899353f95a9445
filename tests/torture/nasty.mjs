// Values that callers should not pass, but sometimes do.

const throws = () => {
  throw new Error("thrown by an argument");
};

const STRINGS = [
  ...[
    "",
    " ",
    "\0",
    "\ud800",
    "a\udc00b",
    "\u{1f600}",
    "__proto__",
    "constructor",
    "x".repeat(9000),
    "é".repeat(300),
  ],
  ...[
    "{}",
    "[]",
    "null",
    '{"a":',
    '{"__proto__":{"x":1}}',
    `${"[".repeat(3000)}1${"]".repeat(3000)}`,
    "NaN",
    "-1",
  ],
  ...[
    "AgentAssertion ",
    "AgentAssertion e30",
    "Bearer x",
    "..",
    "a:b",
    "a/b",
    "https://a",
    "production",
    "MC4CAQAw",
  ],
  ...[
    "ssh-ed25519 AAAA",
    "-----BEGIN PRIVATE KEY-----",
    "2026-11-22T06:16:09Z",
    "2026-02-30T00:00:00Z",
    "a.b.c",
  ],
];

const strings = (random) => random.one(STRINGS);

const randomText = (random) =>
  String.fromCharCode(
    ...Array.from({ length: random.below(60) }, () => random.below(random.one([128, 256, 65536]))),
  );

const numbers = (random) =>
  random.one([
    0,
    -0,
    1,
    -1,
    0.5,
    NaN,
    Infinity,
    -Infinity,
    2 ** 31,
    2 ** 53,
    -(2 ** 63),
    1e308,
    1_795_328_169_000,
  ]);

const primitives = (random) =>
  random.one([
    undefined,
    null,
    true,
    false,
    10n ** 30n,
    Symbol("s"),
    Symbol.iterator,
    strings(random),
    numbers(random),
  ]);

function detached(length) {
  const bytes = new Uint8Array(length);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

/** Returns a view of memory that its buffer does not have any more. */
function outOfBounds() {
  const buffer = new ArrayBuffer(64, { maxByteLength: 128 });
  const view = new Uint8Array(buffer, 16, 32);
  buffer.resize?.(8);
  return view;
}

const shared = (() => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  return () => new Uint8Array(memory.buffer, 0, 32);
})();

const throwsNothing = () => {
  throw null;
};

const LOOKED_UP = [
  ...["length", "byteLength", "byteOffset", "buffer", "slice", "subarray", "set", "fill", "entries", "map"],
  ...["constructor", "toString", "toJSON", "then", "0"],
  ...[Symbol.toStringTag, Symbol.iterator, Symbol.toPrimitive, Symbol.isConcatSpreadable],
];

function* endless() {
  for (;;) yield [0, 0];
}

const SPOILT = [
  ...[{ get: throws }, { get: throwsNothing }, { value: throws }, { value: throwsNothing }],
  ...[Infinity, NaN, -1, 1e9, 2 ** 32 - 1, 2 ** 53, "Uint8Array", null].map((value) => ({ value })),
  ...[{ value: endless }, { value: () => new Uint16Array(8) }, { value: { [Symbol.species]: throws } }],
  () => {
    const lengths = [32, 2 ** 32 - 1, 1e9];
    return { get: () => lengths.shift() };
  },
];

/** Returns an array, a view or a date with one member redefined. */
function spoilt(random) {
  const list = random.one([
    ...[() => new Uint8Array(32), () => new Uint8Array(100_000), () => new Uint16Array(16)],
    ...[() => new DataView(new ArrayBuffer(32)), () => new Date(0), () => []],
  ])();
  const [name, member] = [random.one(LOOKED_UP), random.one(SPOILT)];
  // The length of an array cannot be redefined like other members.
  if (name === "length" && Array.isArray(list)) return new Proxy(list, { get: () => 2 ** 32 });
  Reflect.defineProperty(list, name, typeof member === "function" ? member() : member);
  return list;
}

const BUFFERS = [
  () => detached(32),
  outOfBounds,
  shared,
  () => new Uint8Array(0),
  () => new Uint8Array(20_000),
  () => new DataView(new ArrayBuffer(32)),
  () => new ArrayBuffer(32),
  () => new Float64Array(4),
  () => new Uint8ClampedArray(32),
  () => new BigInt64Array(4),
  () => new Uint16Array(16),
];

const randomBytes = (random) => Uint8Array.from({ length: random.below(100) }, () => random.below(256));

const liar = (target) =>
  new Proxy(target, { get: (_, name) => (name === Symbol.toPrimitive ? throws : `${String(name)}`) });

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const traps = Object.fromEntries(
  ["get", "has", "ownKeys", "getPrototypeOf", "getOwnPropertyDescriptor", "apply", "construct", "set"].map(
    (name) => [name, throws],
  ),
);

const nullTraps = Object.fromEntries(Object.keys(traps).map((name) => [name, throwsNothing]));

const cyclic = () => {
  const value = { a: 1 };
  value.self = value;
  return value;
};

const OBJECTS = [
  () => ({}),
  () => [],
  () => [[]],
  () => new Date(NaN),
  () => new Date(8.64e15),
  () => new Map(),
  () => new Set([1]),
  () => /x/,
  () => new Error("x"),
  () => new Proxy({}, traps),
  () => new Proxy(() => {}, traps),
  revoked,
  () => liar({}),
  () => liar([]),
  () => liar(() => {}),
  cyclic,
  () => Object.create(null),
  () => Object.freeze([1, 2]),
  () => globalThis,
  () => () => {},
  () => throws,
  () => class {},
  () => async () => {},
  () => Promise.resolve(1),
  () => new WeakMap(),
  () => Object(1n),
  () => Object("x"),
  () => Object(5),
  () => ({ toString: throws, valueOf: throws, toJSON: throws }),
  () => ({ [Symbol.toPrimitive]: throws }),
  () => ({ [Symbol.toStringTag]: "Uint8Array" }),
  () => JSON.parse('{"__proto__":{"now":1},"constructor":{"prototype":{}}}'),
  () => ({ __proto__: { now: "x", toJSON: throws } }),
  () => ({ length: 2 ** 32 }),
  () => ({ length: -1, 0: "x" }),
  () => Object.assign([], { length: 1_000_001 }),
  () => new Array(5),
  () => Object.defineProperty([], 0, { get: throws }),
  () => new Proxy([], traps),
  () => new Proxy([1, 2], nullTraps),
  () => new Proxy(new Uint8Array(32), {}),
  () => Object.create(Uint8Array.prototype),
  () => [undefined, null, Symbol("s")],
];

/** Returns any value. `own` are objects of the package: in use, freed, or with a wrong prototype. */
export function nasty(random, own) {
  const one = (list) => () => random.one(list)();
  const make = random.one([
    primitives,
    strings,
    randomText,
    numbers,
    randomBytes,
    spoilt,
    one(BUFFERS),
    one(OBJECTS),
  ]);
  return random.chance(0.1) ? random.one(own) : make(random);
}

/** Returns the descriptor of a member that may throw or call the package when it is read. */
export function hostileMember(random, own, reenter) {
  const value = nasty(random, own);
  return random.one([
    { value, enumerable: true },
    { get: throws, enumerable: true },
    { get: () => reenter(value), enumerable: true },
    { get: () => value, enumerable: true },
  ]);
}
