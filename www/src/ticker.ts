import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Has its host rendered again every second, so that ages and verdicts keep up with the clock. */
export class Ticker implements ReactiveController {
  #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#timer = setInterval(() => this.#host.requestUpdate(), 1000);
  }

  hostDisconnected() {
    clearInterval(this.#timer);
  }
}
