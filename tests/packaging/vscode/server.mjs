import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { cached } from "../lib/cache.mjs";
import { exec, start } from "../lib/exec.mjs";
import { nodeProgram } from "../lib/nodes.mjs";
import { npm } from "../lib/npm.mjs";

export const VSCODE = "1.139.1";
export const CODE_SERVER = "4.139.1";

// The one that code-server asks for.
const NODE = 24;

/**
 * Runs a VS Code server for as long as `use` takes, without settings, extensions and secrets of anyone. It has the given
 * settings of a user, and trusts every folder unless `asksForTrust` is true.
 */
export async function withServer(home, use, { settings, asksForTrust = false } = {}) {
  const [folder, node] = await Promise.all([ensureVscode(), nodeProgram(NODE)]);
  mkdirSync(home);
  if (settings) writeSettings(home, settings);
  const trust = asksForTrust ? [] : ["--disable-workspace-trust"];
  const server = await start(node, [`${folder}/out/server-main.js`, ...options(home), ...trust], {
    cwd: home,
    // The server would otherwise wait for a gallery of extensions that it cannot reach.
    env: { HOME: home, EXTENSIONS_GALLERY: "{}" },
    ready: /listening on (\d+)/,
  });
  try {
    return await use(`127.0.0.1:${server.match[1]}`);
  } finally {
    server.stop();
  }
}

const options = (home) => [
  ...["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--accept-server-license-terms"],
  ...["--telemetry-level", "off"],
  // The server silently ignores the tests that the page asks for, unless this is set.
  "--enable-smoke-test-driver",
  ...["--server-data-dir", `${home}/data`, "--extensions-dir", `${home}/extensions`],
];

function writeSettings(home, settings) {
  const folder = `${home}/data/data/User`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/settings.json`, JSON.stringify(settings));
}

/** Installs VS Code's own server out of the package code-server, which is the one way to have it from npm. */
export async function ensureVscode() {
  const folder = await cached(`code-server-${CODE_SERVER}`, install);
  return `${folder}/package/lib/vscode`;
}

async function install(folder) {
  const path = `${dirname(await nodeProgram(NODE))}:${process.env.PATH}`;
  const printed = await npm(folder, ["pack", `code-server@${CODE_SERVER}`, "--json"]);
  const [{ filename }] = JSON.parse(printed);
  await exec("tar", ["-xzf", filename, "package/lib/vscode"], { cwd: folder });
  rmSync(`${folder}/${filename}`);
  for (const part of ["package/lib/vscode", "package/lib/vscode/extensions"]) {
    await npm(`${folder}/${part}`, ["install", "--omit=dev"], { PATH: path });
  }
}
