// @ts-check

/**
 * One run a key, for all who ask: while it runs and once it has succeeded. A failure is forgotten.
 * @template Key, Value
 */
export class Shared {
  /** @type {Map<Key, { promise: Promise<Value>, value?: Value }>} */
  #runs = new Map();

  /**
   * @param {Key} key
   * @param {() => Promise<Value>} start
   * @returns {Promise<Value>}
   */
  get(key, start) {
    return (this.#runs.get(key) ?? this.#begin(key, start)).promise;
  }

  /**
   * Drops what succeeded; what is still running stays.
   * @param {Key} key
   * @param {(value: Value) => boolean} isIt
   */
  forget(key, isIt) {
    const run = this.#runs.get(key);
    if (run?.value !== undefined && isIt(run.value)) this.#runs.delete(key);
  }

  /**
   * @param {Key} key
   * @param {() => Promise<Value>} start
   */
  #begin(key, start) {
    /** @type {{ promise: Promise<Value>, value?: Value }} */
    const run = { promise: start() };
    this.#runs.set(key, run);
    // First in line: who sees the failure and asks again gets a new run.
    run.promise.then(
      (value) => {
        run.value = value;
      },
      () => this.#runs.delete(key),
    );
    return run;
  }
}
