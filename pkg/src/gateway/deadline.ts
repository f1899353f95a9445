/** A piece of work that ends in time: with its own result, or because it was cancelled. */
export interface Timed<T> {
  readonly result: Promise<T>;
  /** Rejects with `reason` and aborts the signal. Without effect if the work has ended. */
  cancel(reason: unknown): void;
}

/**
 * Starts `work` at once, and cancels it with `late()` if it has not ended after `timeoutMs`. Whatever it does after that is
 * ignored.
 */
export function withDeadline<T>(
  work: (signal: AbortSignal) => PromiseLike<T> | T,
  timeoutMs: number,
  late: () => unknown,
): Timed<T> {
  const controller = new AbortController();
  let cancel: (reason: unknown) => void = () => {};
  const result = new Promise<T>((resolve, reject) => {
    let open = true;
    const end = <Value>(settle: (value: Value) => void) => {
      return (value: Value) => {
        if (!open) return;
        open = false;
        clearTimeout(timer);
        settle(value);
      };
    };
    cancel = end((reason: unknown) => {
      reject(reason);
      controller.abort(reason);
    });
    const timer = setTimeout(() => cancel(late()), timeoutMs);
    // A thenable may throw, call back twice, or never: the inner promise copes with that.
    new Promise<T>((started) => started(work(controller.signal))).then(end(resolve), end(reject));
  });
  return { result, cancel: (reason) => cancel(reason) };
}
