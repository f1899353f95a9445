/** Makes the page count how many times each of its elements renders. */
export const countUpdates = (page) =>
  page.addInitScript(() => {
    let updates = 0;
    window.takeUpdates = () => {
      const taken = updates;
      updates = 0;
      return taken;
    };
    const define = customElements.define.bind(customElements);
    customElements.define = (name, element, options) => {
      const update = element.prototype.performUpdate;
      element.prototype.performUpdate = function () {
        updates += 1;
        return update.call(this);
      };
      define(name, element, options);
    };
  });

/** Makes the page record the number of rows in each message of a worker. */
export const countRows = (page) =>
  page.addInitScript(() => {
    window.rowsInMessages = [];
    window.Worker = class extends Worker {
      constructor(...args) {
        super(...args);
        this.addEventListener("message", ({ data }) => window.rowsInMessages.push(data.rows?.length ?? 0));
      }
    };
  });

/**
 * Returns a function that returns the CPU time, in seconds, that the page's main thread has used so far. The time in
 * which other programs run does not count.
 */
export async function cpuOfPage(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value;
  };
}

/** Makes every worker of the page read the first piece of a file and then wait forever for the next. */
export async function holdUpWorkers(page) {
  const worker = "**/assets/worker-*.js";
  await page.route(worker, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${stopAfterOnePiece})();${await response.text()}` });
  });
  return () => page.unroute(worker);
}

function stopAfterOnePiece() {
  const { stream } = Blob.prototype;
  Blob.prototype.stream = function () {
    const reader = stream.call(this).getReader();
    let pieces = 0;
    return new ReadableStream({
      async pull(controller) {
        if (pieces++ > 0) return new Promise(() => {});
        controller.enqueue((await reader.read()).value);
      },
    });
  };
}
