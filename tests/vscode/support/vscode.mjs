import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { chromium } from "playwright-core";
import { VSIX } from "../../../scripts/build/vscode.mjs";
import { fromRoot } from "../../../scripts/lib/paths.mjs";
import { runBin } from "../../../scripts/lib/run.mjs";
import { withServer } from "../../packaging/vscode/server.mjs";
import { watchMessages } from "./watch.mjs";
import { Workbench } from "./workbench.mjs";

export const EXTENSION = "agent-identity.agent-identity";
export const CALLER = "example.caller";

const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.hover.delay": 100,
  "files.simpleDialog.enable": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

/**
 * Starts a VS Code server and a browser, opens a folder, and hands the window over. With the host `web`, VS Code runs the
 * extensions in a worker of the browser, otherwise in Node.js on the server.
 */
export async function withVscode({ host, settings = {}, files = {}, asksForTrust }, use) {
  const temporary = mkdtempSync(join(tmpdir(), "agent-identity-vscode-"));
  const folder = join(temporary, "folder");
  mkdirSync(folder);
  for (const [name, write] of Object.entries(files)) write(join(folder, name));
  const kind = host === "web" ? { "remote.extensionKind": { [EXTENSION]: ["web"], [CALLER]: ["web"] } } : {};
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH,
    chromiumSandbox: false,
    args: ["--disable-gpu"],
  });
  try {
    const options = { settings: { ...SETTINGS, ...kind, ...settings }, asksForTrust };
    await withServer(
      join(temporary, "home"),
      async (address) => {
        const workbench = await Workbench.open(browser, address, folder, watchMessages);
        await use(workbench, temporary);
      },
      options,
    );
  } finally {
    await browser.close();
    rmSync(temporary, { recursive: true, force: true });
  }
}

export const installExtension = (workbench) => workbench.install(fromRoot(VSIX), "Agent Identity: Inspect");

/** Packs an extension of these tests as its author would, and installs it. */
export async function installOther(workbench, temporary, folder, command) {
  const vsix = join(temporary, `${basename(folder)}.vsix`);
  const options = ["--no-dependencies", "--allow-missing-repository", "--skip-license", "--out", vsix];
  await runBin("@vscode/vsce/vsce", ["package", ...options], { cwd: fromRoot(folder) });
  await workbench.install(vsix, command);
}
