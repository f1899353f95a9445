import puppeteer from "puppeteer-core";
import { PATIENCE_MS } from "../../browser/support/chromium.mjs";

/** Firefox, driven by puppeteer over WebDriver BiDi. */
export async function startFirefox() {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX_PATH,
    headless: true,
    timeout: PATIENCE_MS,
    protocolTimeout: PATIENCE_MS,
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const version = (await browser.version()).replace("firefox/", "");
  return {
    version,
    goTo: (url) => page.goto(url),
    evaluate: (script) => page.evaluate(script),
    close: () => browser.close(),
  };
}
