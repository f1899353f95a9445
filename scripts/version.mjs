import { main } from "./lib/main.mjs";
import { run, runBin } from "./lib/run.mjs";
import { followThePackage } from "./release/versions.mjs";

/** Turns the changesets into a new version of every package and the crate, and into their changelogs. */
await main(async () => {
  await runBin("@changesets/cli/bin.js", ["version"]);
  const version = followThePackage();
  await run("npm", ["install", "--package-lock-only"]);
  console.log(`Everything has version ${version}. Review the changelogs, then follow RELEASING.md.`);
});
