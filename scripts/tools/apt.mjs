import { createInterface } from "node:readline/promises";
import { Failure } from "../lib/failure.mjs";
import { outputOf, run } from "../lib/run.mjs";
import { onPath } from "./on-path.mjs";

/**
 * Installs Debian packages if this machine has apt-get and allows using it without a password. If that requires sudo,
 * it asks first, except in CI (the variable `CI` is set), where nobody could answer.
 */
export async function aptInstall(what, packages) {
  const privilege = privileges();
  if (!onPath("apt-get") || !privilege) return;
  await allowed({ what, packages, privilege });
  console.log(`Installing ${what} with apt-get`);
  const [command, ...prefix] = [...privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  const apt = (...args) => run(command, [...prefix, ...args]);
  await apt("update");
  await apt("install", "-y", "--no-install-recommends", ...packages);
}

function privileges() {
  if (process.getuid?.() === 0) return [];
  return outputOf("sudo", ["-n", "true"]) === null ? undefined : ["sudo", "-n"];
}

/** Returns if the person at the terminal agrees or need not be asked, and throws otherwise. */
export async function allowed({ what, packages, privilege, env = process.env, ask = askOnTerminal }) {
  if (privilege.length === 0 || env.CI) return;
  const command = `sudo apt-get install ${packages.join(" ")}`;
  if (await ask(`The tests need ${what}. Run "${command}"? [y/N] `)) return;
  throw new Failure(
    `${what} is missing. Install it (${command}), or set CI=1 to let it be installed unasked.`,
  );
}

async function askOnTerminal(question) {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(question);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
