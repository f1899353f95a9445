// Measures how much longer a new process takes, from import to first header, than one that does nothing.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { median } from "./measure.mjs";

const entry = pathToFileURL(
  createRequire(import.meta.url)
    .resolve("agent-identity-wasm")
    .replace(/cjs$/, "js"),
);
const SEED = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"; // RFC 8032 §7.1
const SCRIPTS = {
  empty: "",
  "agent-identity-wasm": `import { AgentIdentity, AgentKey } from ${JSON.stringify(entry)};
    new AgentIdentity("agent-1", AgentKey.fromPkcs8(${JSON.stringify(SEED)})).authorizationHeader("task-1");`,
  "node:crypto": `import { createPrivateKey, sign } from "node:crypto";
    const key = Buffer.from(${JSON.stringify(SEED)}, "base64");
    sign(null, Buffer.from("a"), createPrivateKey({ key, format: "der", type: "pkcs8" }));`,
};

/** Returns the milliseconds that each script takes longer than an empty one. */
export function measureStartUp(rounds = 20) {
  const folder = mkdtempSync(join(tmpdir(), "start-up-"));
  const times = Object.fromEntries(Object.keys(SCRIPTS).map((name) => [name, []]));
  for (const [name, script] of Object.entries(SCRIPTS)) writeFileSync(fileOf(folder, name), script);
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(SCRIPTS)) {
      const started = performance.now();
      const { status, stderr } = spawnSync(process.execPath, [fileOf(folder, name)], { encoding: "utf8" });
      if (status !== 0) throw new Error(stderr);
      times[name].push(performance.now() - started);
    }
  }
  rmSync(folder, { recursive: true });
  const { empty, ...others } = Object.fromEntries(
    Object.entries(times).map(([name, all]) => [name, median(all)]),
  );
  return {
    empty,
    over: Object.fromEntries(Object.entries(others).map(([name, time]) => [name, time - empty])),
  };
}

const fileOf = (folder, name) => join(folder, `${name.replace(":", "-")}.mjs`);
