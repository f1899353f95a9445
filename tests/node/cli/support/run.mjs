import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const program = fileURLToPath(new URL("../../../../pkg/dist/cli.js", import.meta.url));

/** Runs the command line and returns its exit code and what it printed. */
export function run(args, { input = "", env = {}, cwd } = {}) {
  const { NO_COLOR: _, CODEX_HOME: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [program, ...args], { env: { ...inherited, ...env }, cwd });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"])
    child[name].setEncoding("utf8").on("data", (text) => (printed[name] += text));
  // The program may end before it has read its input.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, ...printed }));
  });
}

/** Makes a folder that is removed when the test ends. */
export function folderFor(test) {
  const folder = mkdtempSync(join(tmpdir(), "agent-identity-cli-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
