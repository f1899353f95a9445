import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { outputOf } from "../lib/run.mjs";
import { npmTool } from "./npm-tool.mjs";

const PACKAGE = "@openai/codex";

/** The versions of the released client with which the protocol was recorded and compared. */
export const KNOWN_VERSIONS = ["0.169.0", "0.160.0", "0.150.1"];

/** Returns the newest version in the registry, or undefined if the registry does not answer. */
export function newestVersion() {
  return outputOf("npm", ["view", PACKAGE, "version"])?.trim() || undefined;
}

/** Installs a version of the released client once, and returns the path of its program. */
export async function ensureCodex(version) {
  const { folder, ensure } = npmTool(PACKAGE, version);
  await ensure();
  return { version, path: programIn(folder) };
}

/** Returns the path of the client's program, which is in a separate package for each platform. */
function programIn(folder) {
  const name = process.platform === "win32" ? "codex.exe" : "codex";
  const scope = join(folder, "node_modules/@openai");
  const files = readdirSync(scope, { recursive: true, withFileTypes: true });
  const found = files.find((file) => file.isFile() && file.name === name && /vendor/.test(file.parentPath));
  if (!found) throw new Failure(`${PACKAGE} brings no program for this platform.`);
  return join(found.parentPath, found.name);
}
