import { chromium } from "playwright-core";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The time, in milliseconds, to wait for an event that must occur. It is long, so that tests do not fail on a busy
 * machine.
 */
export const PATIENCE_MS = 120_000;

export async function launchChromium(...more) {
  const executablePath = process.env.CHROME_PATH;
  if (!executablePath) throw new Error("CHROME_PATH must name the browser; `npm test` sets it.");
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [...QUIET, ...more],
    timeout: PATIENCE_MS,
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => patient(await newContext(options));
  browser.newPage = async () => (await browser.newContext()).newPage();
  return browser;
}

function patient(context) {
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}
