import { existsSync } from "node:fs";
import { Failure } from "../lib/failure.mjs";
import { aptInstall } from "./apt.mjs";
import { given } from "./given.mjs";
import { onPath } from "./on-path.mjs";

const MAC = "/Applications/Firefox.app/Contents/MacOS/firefox";

/** Makes sure that Firefox is installed. It is driven over WebDriver BiDi, which needs no other program. */
export async function ensureFirefox() {
  if (firefoxPath()) return;
  await aptInstall("Firefox", ["firefox-esr"]);
  if (firefoxPath()) return;
  throw new Failure(
    "Firefox was not found. Install it, and if it is not on the PATH, set FIREFOX_PATH to the program.",
  );
}

/** Returns the environment variable that tells the tests where Firefox is. */
export const firefoxEnv = () => ({ FIREFOX_PATH: firefoxPath() });

const firefoxPath = () =>
  given("FIREFOX_PATH") ?? onPath("firefox-esr", "firefox") ?? (existsSync(MAC) ? MAC : undefined);
