// Calls every export with invalid arguments. It runs wherever the package does.
import { asyncCalls, calls, fixtures } from "./exports.mjs";
import { hostileMember, nasty } from "./nasty.mjs";
import { randomSource } from "./random.mjs";

const HUGE = 100_000_000;
/** The length of the text for exports that accept texts of any size and read all of them. */
const LARGE = 5_000_000;
/** The factor by which the smaller text is shorter than the huge one when their costs are compared. */
const GROWTH = 8;
/** The greatest depth of calls to the package that an argument makes during a call. */
const DEPTH = 2;
const NOT_CALLED = ["AgentIdentityError", "default"];

/**
 * Returns `{ calls, refusals, problems }`. Any outcome other than a value or an error with a code is a problem.
 *
 * @param perExport the number of calls per export. An export that returns a promise is called a twentieth as often.
 * @param cpu returns the CPU time that was spent so far, in microseconds. If it is not given, costs are not compared.
 */
export async function torture(api, { perExport, seed, cpu }) {
  const torturer = new Torturer(api, seed);
  for (let at = 0; at < calls(api, torturer.given).length; at++) torturer.repeat(at, perExport);
  await withoutNetwork(async () => {
    for (let at = 0; at < asyncCalls(api, torturer.given).length; at++)
      await torturer.repeatAsync(at, Math.ceil(perExport / 20));
  });
  torturer.pollutedPrototypes();
  torturer.hugeStrings();
  if (cpu) torturer.costsOfHugeStrings(cpu);
  torturer.freedTwice();
  return torturer.report();
}

/** Replaces `fetch`, so that every request is refused. */
async function withoutNetwork(work) {
  const { fetch } = globalThis;
  globalThis.fetch = async () => new Response('{"error":"x"}', { status: 400 });
  try {
    await work();
  } finally {
    globalThis.fetch = fetch;
  }
}

class Torturer {
  #calls = 0;
  #refusals = {};
  #problems = new Map();
  #depth = 0;

  constructor(api, seed) {
    this.api = api;
    this.random = randomSource(seed);
    this.given = fixtures(api);
    const freed = [api.AgentKey.generate(), new api.AgentIdentity("agent-2", this.given.key)];
    for (const object of freed) object.free();
    const { key, publicKey, identity } = this.given;
    this.own = [key, publicKey, identity, ...freed, Object.create(key), Object.setPrototypeOf({}, identity)];
  }

  repeat(at, times) {
    for (let time = 0; time < times; time++) {
      const [name, call, args] = calls(this.api, this.given)[at];
      this.judge(name, () => call(...this.spoilt(args)));
    }
  }

  async repeatAsync(at, times) {
    for (let time = 0; time < times; time++) {
      const [name, call, args] = asyncCalls(this.api, this.given)[at];
      await this.judgeAsync(name, () => call(...this.spoilt(args)));
    }
  }

  /** Replaces all arguments, one of them, a member of one of them, or none. */
  spoilt(args) {
    const { random } = this;
    const roll = random.below(10);
    if (roll < 3) return Array.from({ length: random.below(args.length + 2) }, () => nasty(random, this.own));
    const spoilt = [...args];
    const at = random.below(args.length + 1);
    const isPlain = typeof spoilt[at] === "object" && Object.getPrototypeOf(spoilt[at]) === Object.prototype;
    if (roll === 9) return spoilt;
    spoilt[at] = isPlain && roll > 4 ? this.withHostileMember(spoilt[at]) : nasty(random, this.own);
    return spoilt;
  }

  withHostileMember(object) {
    const name = this.random.one([
      ...Object.keys(object),
      "now",
      "toJSON",
      "endpoints",
      "publicKey",
      "length",
    ]);
    const spoilt = { ...object };
    const member = hostileMember(this.random, this.own, (value) => this.reenter(value));
    return Object.defineProperty(spoilt, name, { configurable: true, ...member });
  }

  /** Calls the package, and makes and frees a key, while another call reads the member. */
  reenter(value) {
    if (this.#depth >= DEPTH) return value;
    this.#depth += 1;
    const { random, api, given } = this;
    const [name, call, args] = random.one(calls(api, given));
    this.judge(name, () => call(...this.spoilt(args)));
    api.AgentKey.generate().free();
    this.#depth -= 1;
    return value;
  }

  judge(name, call) {
    this.#calls += 1;
    try {
      call();
    } catch (error) {
      this.caught(name, error);
    }
  }

  async judgeAsync(name, call) {
    this.#calls += 1;
    try {
      await call();
    } catch (error) {
      this.caught(name, error);
    }
  }

  caught(name, error) {
    if (this.api.isAgentIdentityError(error)) {
      this.#refusals[error.code] = (this.#refusals[error.code] ?? 0) + 1;
      this.takeOver(error.key);
    } else {
      this.problem(name, `${error?.name}: ${error?.message}`, error?.stack);
    }
  }

  /** Frees the key in an error of `registerAgent`, which passes it to the caller if the agent may be registered. */
  takeOver(key) {
    if (key === undefined || this.own.includes(key)) return;
    key.publicKey.free();
    key.free();
  }

  problem(name, what, stack = "") {
    const problem = `${name}: ${what}`;
    if (this.#problems.size < 20 && !this.#problems.has(problem)) this.#problems.set(problem, stack);
  }

  pollutedPrototypes() {
    const names = [
      ...["now", "publicKey", "otherPublicKeys", "task_id", "toJSON", "maxAgeSeconds", "endpoints", "0"],
      // These are the members of property descriptors.
      ...["value", "get", "set", "writable", "enumerable", "configurable"],
    ];
    for (const name of names) {
      for (const [at] of calls(this.api, this.given).entries()) {
        const value = nasty(this.random, this.own);
        const [called, call, args] = calls(this.api, this.given)[at];
        Object.defineProperty(Object.prototype, name, { configurable: true, writable: true, value });
        try {
          this.judge(called, () => call(...args));
        } finally {
          delete Object.prototype[name];
        }
      }
    }
  }

  hugeStrings() {
    const huge = "A".repeat(HUGE);
    this.inEachPlace((name) => hugeFor(name, huge));
    this.judge("AgentKey.fromPkcs8", () => this.api.AgentKey.fromPkcs8(new Uint8Array(HUGE)));
    this.judge("AgentPublicKey.parse", () => this.api.AgentPublicKey.parse({ kty: huge }));
  }

  /** Calls every export with a text instead of each of its arguments in turn, and notes each call. */
  inEachPlace(textFor, note = (_name, call) => call()) {
    for (const [at, [, , args]] of calls(this.api, this.given).entries()) {
      for (let place = 0; place < Math.max(1, args.length); place++) {
        const [name, call, args] = calls(this.api, this.given)[at];
        args[place] = textFor(name);
        note(`${name} ${place}`, () => this.judge(name, () => call(...args)));
      }
    }
  }

  /**
   * Compares the cost of each export for a huge text with its cost for a smaller text and with the cost of reading the
   * huge text once. The result therefore does not depend on the speed of the machine or on other load.
   */
  costsOfHugeStrings(cpu) {
    const huge = "A".repeat(HUGE);
    const smaller = huge.slice(0, HUGE / GROWTH);
    const cost = (call) => {
      const before = cpu();
      call();
      return cpu() - before;
    };
    const costs = (text) => {
      const noted = new Map();
      const least = (name, call) => noted.set(name, Math.min(noted.get(name) ?? Infinity, cost(call)));
      for (let round = 0; round < 2; round++) this.inEachPlace((name) => hugeFor(name, text), least);
      return noted;
    };
    const reading = cost(() => new TextEncoder().encode(huge));
    const [small, large] = [costs(smaller), costs(huge)];
    for (const [name, micros] of large) {
      const limit = 3 * GROWTH * small.get(name) + 10 * reading;
      if (micros > limit)
        this.problem(name, `costs ${micros} µs of CPU time for a huge text, and at most ${limit} is linear`);
    }
  }

  freedTwice() {
    const key = this.api.AgentKey.generate();
    const publicKey = key.publicKey;
    for (const object of [key, publicKey, key, publicKey]) this.judge("free", () => object.free());
    for (const [name] of this.expectFreed(key, publicKey))
      this.problem(name, "was taken though it was freed");
  }

  /** Returns the uses of freed objects that do not fail with the code `freed`. */
  expectFreed(key, publicKey) {
    const { api, given } = this;
    const uses = [
      ["exportPkcs8", () => key.exportPkcs8()],
      ["new AgentIdentity", () => new api.AgentIdentity("agent-1", key)],
      ["fingerprint", () => publicKey.fingerprint()],
      ["verifyAssertion", () => api.verifyAssertion(given.header, publicKey)],
      ["sealTaskId", () => api.sealTaskId("task-1", publicKey)],
    ];
    return uses.filter(([, use]) => {
      try {
        use();
        return true;
      } catch (error) {
        return !api.isAgentIdentityError(error, "freed");
      }
    });
  }

  /** Checks that the instance still works, and returns the numbers and the problems. */
  report() {
    const { api, given } = this;
    const options = { now: 1_795_328_169_000 };
    const header = given.identity.authorizationHeader("task-1", options);
    if (header !== given.header) this.problem("afterwards", "another header is signed");
    if (api.verifyAssertion(header, given.publicKey, options).taskId !== "task-1")
      this.problem("afterwards", "a header does not verify");
    const problems = [...this.#problems].map(([problem, stack]) => `${problem}\n${stack}`);
    return { calls: this.#calls, refusals: this.#refusals, problems };
  }
}

const hugeFor = (name, text) => (/extract/i.test(name) ? text.slice(0, (text.length / HUGE) * LARGE) : text);

/** Returns the exports that are not called above. The constructor of errors is excluded, because it is not for callers. */
export function forgotten(api) {
  const given = fixtures(api);
  const called = [...calls(api, given), ...asyncCalls(api, given)].map(([name]) => name);
  const isCalled = (name) =>
    called.some((call) => call === name || call === `new ${name}` || call.startsWith(`${name}.`));
  return Object.keys(api).filter(
    (name) => typeof api[name] === "function" && !NOT_CALLED.includes(name) && !isCalled(name),
  );
}
