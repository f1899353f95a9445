import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { aptInstall } from "./apt.mjs";
import { given } from "./given.mjs";
import { onPath } from "./on-path.mjs";

/** Makes sure that WebKitGTK's MiniBrowser, its WebDriver and an X server without a screen are installed. */
export async function ensureWebKit() {
  if (missing().length === 0) return;
  await aptInstall("WebKitGTK and Xvfb", ["webkit2gtk-driver", "xvfb"]);
  const still = missing();
  if (still.length === 0) return;
  throw new Failure(
    [
      `WebKit cannot be tested: ${still.join(" and ")} was not found.`,
      "On Debian and Ubuntu, install the packages webkit2gtk-driver and xvfb. If the programs are somewhere",
      "else, set WEBKIT_MINIBROWSER, WEBKIT_WEBDRIVER and XVFB to their paths.",
    ].join("\n"),
  );
}

/** Returns the environment variables that tell the tests where the three programs are. */
export const webKitEnv = () => ({
  WEBKIT_MINIBROWSER: given("WEBKIT_MINIBROWSER") ?? findMiniBrowser(),
  WEBKIT_WEBDRIVER: given("WEBKIT_WEBDRIVER") ?? onPath("WebKitWebDriver"),
  XVFB: given("XVFB") ?? onPath("Xvfb"),
});

function missing() {
  const { WEBKIT_MINIBROWSER, WEBKIT_WEBDRIVER, XVFB } = webKitEnv();
  const programs = { MiniBrowser: WEBKIT_MINIBROWSER, WebKitWebDriver: WEBKIT_WEBDRIVER, Xvfb: XVFB };
  return Object.keys(programs).filter((name) => !programs[name]);
}

/**
 * Returns the path of MiniBrowser. Debian installs it in a folder named after the library's version and the
 * architecture.
 */
function findMiniBrowser() {
  return subfolders("/usr/lib")
    .flatMap((folder) => [folder, ...subfolders(folder)])
    .filter((folder) => /\/webkit2?gtk-[\d.]+$/.test(folder))
    .map((folder) => join(folder, "MiniBrowser"))
    .find(existsSync);
}

const subfolders = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => join(folder, entry.name))
    : [];
