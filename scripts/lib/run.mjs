import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { Failure } from "./failure.mjs";
import { root } from "./paths.mjs";
import { seconds } from "./print.mjs";

const windows = process.platform === "win32";

/** Runs a command and shows its output. If `onLine` is given, it also receives each line of the standard output. */
export async function run(command, args, { env = {}, cwd = root, onLine } = {}) {
  const started = Date.now();
  const shown = [command === process.execPath ? "node" : command, ...args]
    .join(" ")
    .replaceAll(`${root}/`, "");
  console.log(`$ ${shown}`);
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...(onLine && colours()), ...env },
    shell: windows && command === "npm",
    stdio: ["ignore", onLine ? "pipe" : "inherit", "inherit"],
  });
  if (onLine) {
    child.stdout.pipe(process.stdout, { end: false });
    createInterface({ input: child.stdout }).on("line", onLine);
  }
  const [code, signal] = await new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new Failure(`${command} could not be started: ${error.message}`)));
    child.on("close", (...result) => resolve(result));
  });
  if (code !== 0) throw new Failure(`\`${shown}\` ended with ${signal ?? `exit code ${code}`}.`);
  console.log(`  ${seconds(started)}`);
}

// A program that writes into our pipe cannot tell that the output goes to a terminal.
const colours = () => process.stdout.isTTY && { CARGO_TERM_COLOR: "always", FORCE_COLOR: "1" };

/** Returns the output of a quick command, or null if the command does not exist or fails. */
export function outputOf(command, args) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return result.status === 0 ? result.stdout : null;
}

/** Runs a program of an installed npm package. */
export const runBin = (path, args, options) =>
  run(process.execPath, [`${root}/node_modules/${path}`, ...args], options);
