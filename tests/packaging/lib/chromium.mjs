import { Failure } from "../../../scripts/lib/failure.mjs";
import { chromiumEnv, WIDE_ARITHMETIC } from "../../../scripts/tools/chromium.mjs";

const ARGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

let launched;

/** One Chromium for the whole run. */
function browser() {
  launched ??= launch();
  return launched;
}

async function launch(...more) {
  const { chromium } = await import("playwright-core");
  return chromium.launch({
    executablePath: chromiumEnv().CHROME_PATH,
    chromiumSandbox: false,
    args: [...ARGS, ...more],
  });
}

export async function closeBrowser() {
  await (await launched)?.close();
  launched = undefined;
}

export const browserVersion = async () => (await browser()).version();

/** Starts another Chromium than the usual one, hands it over, and closes it. */
export async function withOldBrowser({ program, libraries }, use) {
  const { chromium } = await import("playwright-core");
  const old = await chromium.launch({
    executablePath: program,
    chromiumSandbox: false,
    args: ["--headless", "--no-zygote", ...ARGS],
    env: { ...process.env, LD_LIBRARY_PATH: libraries },
  });
  try {
    return await use(old);
  } finally {
    await old.close();
  }
}

/** Starts Chromium with wide arithmetic, which version 156 has behind a flag, hands it over, and closes it. */
export async function withWideArithmetic(use) {
  const wide = await launch(WIDE_ARITHMETIC);
  try {
    return await use(wide);
  } finally {
    await wide.close();
  }
}

/** Opens a page with nothing stored, hands it over, and closes it. */
export async function withPage(use, opened = browser()) {
  const context = await (await opened).newContext();
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Returns all that a page and its workers print, up to the report of the scenario. */
export const printedBy = (url, opened) =>
  withPage(async (page) => {
    const lines = [];
    const reported = new Promise((resolve) => {
      page.on("console", (message) => {
        lines.push(message.text());
        if (message.text().startsWith("SCENARIO ")) resolve();
      });
      page.on("pageerror", (error) => resolve(lines.push(`Uncaught: ${error.stack}`)));
      page.on("requestfailed", (request) => lines.push(`Not loaded: ${request.url()}`));
    });
    await page.goto(url);
    const late = new Promise((_, reject) =>
      setTimeout(
        () => reject(new Failure(`No report within five minutes:\n${lines.join("\n")}`)),
        300_000,
      ).unref(),
    );
    await Promise.race([reported, late]);
    return lines.join("\n");
  }, opened);
