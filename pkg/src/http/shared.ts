interface Run<Value> {
  promise: Promise<Value>;
  value?: Value;
}

/** One run per key for all who ask, both while it runs and after it has succeeded. A failure is forgotten. */
export class Shared<Key, Value> {
  #runs = new Map<Key, Run<Value>>();

  get(key: Key, start: () => Promise<Value>): Promise<Value> {
    return (this.#runs.get(key) ?? this.#begin(key, start)).promise;
  }

  /** Drops a run that succeeded with such a value. A run that has not ended stays. */
  forget(key: Key, isIt: (value: Value) => boolean): void {
    const run = this.#runs.get(key);
    if (run?.value !== undefined && isIt(run.value)) this.#runs.delete(key);
  }

  #begin(key: Key, start: () => Promise<Value>): Run<Value> {
    const run: Run<Value> = { promise: start() };
    this.#runs.set(key, run);
    // This handler is the first in line, so whoever sees the failure and asks again gets a new run.
    run.promise.then(
      (value) => {
        run.value = value;
      },
      () => this.#runs.delete(key),
    );
    return run;
  }
}
