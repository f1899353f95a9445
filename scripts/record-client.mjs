import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { buildPackage, buildTools } from "./build/package.mjs";
import { Failure } from "./lib/failure.mjs";
import { main } from "./lib/main.mjs";
import { withoutNetwork } from "./lib/no-network.mjs";
import { readOptions } from "./lib/options.mjs";
import { fromRoot } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";
import { ensureCodex, KNOWN_VERSIONS, newestVersion } from "./tools/codex.mjs";

const USAGE = "npm run record:client [-- --version <version>] [--write]";
const FOLDER = "tests/vectors";

// Records the released client again, compares the result with the recordings in tests/vectors, and prints the
// differences.
await main(async () => {
  const { version = newestVersion() ?? KNOWN_VERSIONS[0], write } = readOptions(USAGE, {
    version: { type: "string" },
    write: { type: "boolean" },
  });
  for (const ensure of buildTools) await ensure();
  await buildPackage();
  const client = await ensureCodex(version);
  const output = fromRoot(`target/recordings-${version}.json`);
  const prefix = withoutNetwork() ?? [];
  const [command, ...args] = [...prefix, process.execPath, fromRoot("tests/client/record.mjs"), output];
  await run(command, args, { env: { CODEX_CLIENTS: JSON.stringify([client]) } });
  const recordings = JSON.parse(readFileSync(output, "utf8"));

  const { compareFacts, factsOf } = await import("../tests/client/support/facts.mjs");
  let changes = 0;
  for (const [mode, recording] of Object.entries(recordings)) {
    const { gone, added } = compareFacts(factsOf(newestRecording(mode)), factsOf(recording));
    changes += gone.length + added.length;
    console.log(
      `\n${mode}: ${gone.length + added.length === 0 ? "nothing has changed" : "this has changed:"}`,
    );
    for (const fact of gone) console.log(`  - ${fact}`);
    for (const fact of added) console.log(`  + ${fact}`);
    if (write) save(`codex-cli-${version}-${mode}.json`, recording);
  }
  if (changes > 0) throw new Failure(`codex ${version} differs from the recordings in ${FOLDER}.`);
});

/** Returns the recording in tests/vectors of the newest version. */
function newestRecording(mode) {
  const name = readdirSync(fromRoot(FOLDER))
    .filter(
      (name) => name.startsWith("codex-cli-") && name.replace(/^codex-cli-[\d.]+-/, "") === `${mode}.json`,
    )
    .sort((one, other) => one.localeCompare(other, "en", { numeric: true }))
    .at(-1);
  return JSON.parse(readFileSync(fromRoot(FOLDER, name), "utf8"));
}

function save(name, recording) {
  writeFileSync(fromRoot(FOLDER, name), `${JSON.stringify(recording, null, 2)}\n`);
  console.log(`  written: ${FOLDER}/${name}`);
}
