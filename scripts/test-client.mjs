import { buildPackage, buildTools } from "./build/package.mjs";
import { main } from "./lib/main.mjs";
import { withoutNetwork } from "./lib/no-network.mjs";
import { readOptions } from "./lib/options.mjs";
import { run } from "./lib/run.mjs";
import { ensureCodex, KNOWN_VERSIONS, newestVersion } from "./tools/codex.mjs";

const USAGE = "npm run test:client [-- --versions <version>,<version>]";

await main(async () => {
  const { versions } = readOptions(USAGE, { versions: { type: "string" } });
  for (const ensure of buildTools) await ensure();
  await buildPackage();
  const clients = [];
  for (const version of versions?.split(",") ?? knownAndNewest()) clients.push(await ensureCodex(version));
  const [command, ...args] = [
    ...isolation(),
    ...[process.execPath, "--test", "--test-reporter=spec", "tests/client/released-client.test.mjs"],
  ];
  await run(command, args, { env: { CODEX_CLIENTS: JSON.stringify(clients) } });
});

function knownAndNewest() {
  const newest = newestVersion();
  if (newest === undefined) console.log("The registry does not answer: the newest version is not known.");
  const isNew = newest !== undefined && !KNOWN_VERSIONS.includes(newest);
  return isNew ? [newest, ...KNOWN_VERSIONS] : KNOWN_VERSIONS;
}

function isolation() {
  const prefix = withoutNetwork();
  console.log(
    prefix
      ? "The clients run in a network namespace that has nothing but loopback."
      : "This system allows no network namespace: the clients could reach the network, but are told not to.",
  );
  return prefix ?? [];
}
