import { outputOf, run } from "../lib/run.mjs";
import { onPath } from "./on-path.mjs";

/** Installs Debian packages if this machine has apt-get and lets us use it without a password. */
export async function aptInstall(what, packages) {
  const privilege = privileges();
  if (!onPath("apt-get") || !privilege) return;
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
