import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { Failure } from "../lib/failure.mjs";
import { fromRoot } from "../lib/paths.mjs";
import { aptInstall } from "./apt.mjs";
import { given } from "./given.mjs";
import { onPath } from "./on-path.mjs";

/** The flag that turns wide arithmetic on. Chromium 156 has it, and has it off otherwise. */
export const WIDE_ARITHMETIC = "--js-flags=--wasm-wide-arithmetic";

const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Makes sure that Chromium or Chrome, and the matching ChromeDriver, are installed. */
export async function ensureChromium() {
  if (findChromium() && findDriver()) return;
  await install();
  if (findChromium() && findDriver()) return;
  throw new Failure(
    [
      `${findChromium() ? "ChromeDriver was" : "Chromium was"} not found.`,
      "Install Chromium (or Chrome) and the ChromeDriver of the same version,",
      "and if they are not on the PATH, set CHROME_PATH and CHROMEDRIVER to the two programs.",
    ].join("\n"),
  );
}

/** Returns the environment variables with which playwright and the wasm-bindgen test runner find the browser. */
export function chromiumEnv() {
  const settings = fromRoot(".tools/webdriver.json");
  mkdirSync(fromRoot(".tools"), { recursive: true });
  writeFileSync(settings, JSON.stringify({ "goog:chromeOptions": { binary: findChromium() } }));
  return {
    CHROME_PATH: findChromium(),
    CHROMEDRIVER: findDriver(),
    WASM_BINDGEN_TEST_WEBDRIVER_JSON: settings,
  };
}

const findChromium = () =>
  given("CHROME_PATH") ??
  onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable") ??
  (existsSync(MAC) ? MAC : undefined);

const findDriver = () => given("CHROMEDRIVER") ?? onPath("chromedriver");

const install = () => aptInstall("Chromium and ChromeDriver", ["chromium", "chromium-driver"]);
