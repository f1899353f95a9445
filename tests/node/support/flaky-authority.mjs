import { verifyTaskRegistration } from "agent-identity-wasm";

/** Registers tasks, in virtual time, and fails in every way that a network has. */
export class FlakyAuthority {
  /** Every request, with its time and its result. */
  log = [];
  /** The number of complete answers for each reference. */
  answered = new Map();

  #time;
  #random;
  #publicKey;

  constructor({ time, random, publicKey }) {
    this.#time = time;
    this.#random = random;
    this.#publicKey = publicKey;
  }

  fetch = async (_url, { body, signal }) => {
    const now = this.#time.now();
    // A try that sent an old signature again would fail here.
    const options = { now, maxAgeSeconds: 1, maxSkewSeconds: 0 };
    const { externalTaskRef } = verifyTaskRegistration(body, "agent-1", this.#publicKey, options);
    const names = Object.keys(this.#ways);
    const way = names[Math.floor(this.#random() * names.length)];
    this.log.push(`${now} ${externalTaskRef} ${way}`);
    return this.#ways[way](externalTaskRef, signal);
  };

  #ways = {
    ok: (ref) => this.#trickle(ref, 0),
    slowBody: (ref) => this.#trickle(ref, 3_000),
    tooSlowBody: (ref) => this.#trickle(ref, 12_000),
    halfBody: (ref) => this.#trickle(ref, 100, 2),
    silence: (_, signal) => this.#time.sleep(1e9, signal),
    deafSilence: () => new Promise(() => {}),
    reset: () => Promise.reject(new TypeError("fetch failed")),
    brokenServer: () => new Response("out of order", { status: 500 }),
    overloaded: () => new Response(null, { status: 503 }),
    tooManySeconds: () => this.#tooMany("7"),
    tooManyDate: () => this.#tooMany(new Date(this.#time.now() + 9_000).toUTCString()),
  };

  #tooMany(retryAfter) {
    return new Response("slow down", { status: 429, headers: { "retry-after": retryAfter } });
  }

  /** The answer in four parts, of which the connection may break off some. */
  #trickle(ref, pauseMs, parts = 4) {
    const bytes = new TextEncoder().encode(JSON.stringify({ task_id: `task of ${ref}` }));
    const stop = new AbortController();
    const part = (index) => bytes.subarray((index * bytes.length) / 4, ((index + 1) * bytes.length) / 4);
    const start = async (controller) => {
      for (let index = 0; index < parts; index++) {
        if (pauseMs > 0) await this.#time.sleep(pauseMs, stop.signal);
        controller.enqueue(part(index));
      }
      if (parts < 4) throw new TypeError("terminated");
      controller.close();
      this.answered.set(ref, (this.answered.get(ref) ?? 0) + 1);
    };
    return new Response(new ReadableStream({ start, cancel: () => stop.abort() }));
  }
}
