import { launchChromium } from "../../browser/support/chromium.mjs";

/** Chromium, driven by playwright over the DevTools protocol. */
export async function startChromium(...flags) {
  const browser = await launchChromium(...flags);
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  return {
    version: browser.version(),
    goTo: (url) => page.goto(url),
    evaluate: (script) => page.evaluate(script),
    close: () => browser.close(),
  };
}
