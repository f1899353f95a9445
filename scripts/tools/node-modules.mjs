import { run } from "../lib/run.mjs";
import { fingerprint, Stamp } from "../lib/up-to-date.mjs";

const STAMP = "node_modules/.installed.json";

/** Makes sure that the npm dependencies are installed exactly as in package-lock.json. */
export async function ensureNodeModules() {
  const stamp = new Stamp(STAMP);
  const wanted = fingerprint(["package-lock.json", ".npmrc"]);
  if (stamp.matches(wanted)) return;
  console.log("Installing npm dependencies");
  await run("npm", ["ci"]);
  stamp.write(wanted, ["node_modules/.package-lock.json"]);
}
