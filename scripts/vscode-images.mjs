import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startAuthority } from "../tests/vscode/support/authority.mjs";
import { har, ndjson, other, text } from "../tests/vscode/support/files.mjs";
import { installExtension, withVscode } from "../tests/vscode/support/vscode.mjs";
import { main } from "./lib/main.mjs";
import { readOptions } from "./lib/options.mjs";
import { fromRoot } from "./lib/paths.mjs";
import { chromiumEnv, ensureChromium } from "./tools/chromium.mjs";

const THEMES = ["Dark Modern", "Light Modern", "Default High Contrast", "Default High Contrast Light"];
const FOLDER = "target/vscode-images";
const FOR_README = "Dark Modern";

/**
 * Takes pictures of the packed extension in each theme, into target/vscode-images; with --write, those of the README, too.
 * `npm run build:vscode` packs it.
 */
await main(async () => {
  const { write, theme } = readOptions("node scripts/vscode-images.mjs [--write] [--theme <name>]", {
    write: { type: "boolean" },
    theme: { type: "string" },
  });
  await ensureChromium();
  Object.assign(process.env, chromiumEnv());
  for (const name of theme ? [theme] : THEMES) {
    const prefix = `${FOLDER}/${name.toLowerCase().replaceAll(" ", "-")}-`;
    await takePictures(name, prefix);
    if (write && name === FOR_README) copyForReadme(prefix);
  }
});

function copyForReadme(prefix) {
  mkdirSync(fromRoot("vscode/images"), { recursive: true });
  for (const name of ["hover", "bulk"])
    copyFileSync(fromRoot(`${prefix}${name}.png`), fromRoot(`vscode/images/${name}.png`));
}

async function takePictures(theme, prefix) {
  mkdirSync(fromRoot(FOLDER), { recursive: true });
  const authority = await startAuthority();
  const settings = { ...authority.settings, "workbench.colorTheme": theme, "editor.minimap.enabled": false };
  const files = {
    "auth.json": (path) => writeFileSync(path, authority.authJson),
    "gateway.log": text(
      "2026-11-26T06:00:01Z INFO listening on port 8080",
      `2026-11-26T06:00:02Z WARN refused authorization="${other.sign("task-7", Date.now() - 900_000)}" status=401`,
      "2026-11-26T06:00:03Z INFO 1 request refused",
    ),
    "requests.har": har(20),
    "requests.ndjson": ndjson(300),
  };
  const options = { host: "node", settings, files };
  await withVscode(options, async (window) => {
    const shoot = (name) => window.page.screenshot({ path: fromRoot(`${prefix}${name}.png`) });
    await window.page.setViewportSize({ width: 1100, height: 640 });
    await installExtension(window);
    await addIdentity(window);
    await window.run("Agent Identity: Trust Public Key");
    await window.enter(other.publicKey);
    await window.titled("Name of the key");
    await window.enter("production agent");
    await window.clearNotifications();
    await window.showExplorer();
    await window.openFile("gateway.log");
    await window.pointAt(2, 60);
    await shoot("hover");
    await window.setClipboard(`curl -H 'Authorization: ${other.sign("task-7")}' https://api.example.com/`);
    await window.run("Agent Identity: Inspect Clipboard");
    await window.webview.locator(".verdict").getByText("Valid").first().waitFor();
    await shoot("inspect");
    await window.run("Agent Identity: Inspect File");
    await window.chooseFile(join(window.folder, "auth.json"));
    await window.webview.locator(".report").getByText("[redacted]").first().waitFor();
    await shoot("report");
    await window.closeEditors();
    await window.fromExplorer("requests.ndjson", "Open in Bulk");
    await window.webview.getByText("300 assertions").first().waitFor();
    await window.run("View: Show Agent Identity");
    await shoot("bulk");
  });
  await authority.close();
}

async function addIdentity(window) {
  await window.run("Agent Identity: Add Identity");
  await window.pick("From an auth.json…");
  await window.chooseFile(join(window.folder, "auth.json"));
  await window.statusBar("agent-of-launcher").waitFor();
}
