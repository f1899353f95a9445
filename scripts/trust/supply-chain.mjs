import { spawnSync } from "node:child_process";
import { Failure } from "../lib/failure.mjs";
import { root } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { cargoDeny } from "../tools/cargo-tools.mjs";

// True for a release: then it is an error if the advisories cannot be looked up.
const required = process.env.TRUST_REQUIRE_ADVISORIES === "1";

/** Checks licences, sources and duplicates of crates, for which the lock files suffice. */
export async function checkCrates() {
  for (const manifest of ["Cargo.toml", "fuzz/Cargo.toml"]) {
    const what = ["bans", "licenses", "sources"];
    await run(cargoDeny.bin(), ["--manifest-path", manifest, "--config", "deny.toml", "check", ...what]);
  }
}

/** Checks for known vulnerabilities of crates. If the database is not available, returns a message that says so. */
export function checkAdvisories() {
  const { status, stderr } = spawn(cargoDeny.bin(), ["check", "advisories"]);
  if (/failed to (fetch|load|open) advisory database/.test(stderr))
    return notChecked("RustSec advisories", stderr);
  if (status !== 0) throw new Failure(stderr);
  console.log("no advisory is known for any crate");
}

/**
 * Checks for known vulnerabilities of npm packages. If the registry does not answer, returns a message that says so.
 */
export function auditPackages() {
  const { stdout } = spawn("npm", ["audit", "--json"]);
  const report = JSON.parse(stdout || "{}");
  const found = report.metadata?.vulnerabilities;
  if (!found) return notChecked("npm audit", report.message ?? report.error?.summary ?? "no answer");
  if (found.total > 0) throw new Failure(`npm audit: ${JSON.stringify(report.vulnerabilities, null, 2)}`);
  console.log("no vulnerability is known of any npm package");
}

const spawn = (command, args) => spawnSync(command, args, { cwd: root, encoding: "utf8" });

function notChecked(what, reason) {
  const message = `NOT CHECKED: ${what} could not be looked up from here (${reason.trim().split("\n")[0]})`;
  if (required) throw new Failure(message);
  console.log(message);
  return message;
}
