import { startChromium } from "./chromium.mjs";
import { startFirefox } from "./firefox.mjs";
import { startWebKit } from "./webkit.mjs";

/**
 * The three browser engines. Each starts a browser with one page: `{ version, goTo(url), evaluate(script), close() }`.
 * A script is the source of an expression; if it is a promise, `evaluate` returns what it resolves to.
 */
export const engines = [
  { name: "Chromium", start: startChromium },
  { name: "Firefox", start: startFirefox },
  { name: "WebKit", start: startWebKit },
];

/** The source of a call of a function that uses nothing but its arguments. */
export const callOf = (work, ...args) => `(${work})(${args.map((arg) => JSON.stringify(arg)).join()})`;
