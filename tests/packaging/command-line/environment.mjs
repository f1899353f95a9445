import { chmodSync, readFileSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { fromRoot } from "../../../scripts/lib/paths.mjs";
import { majors, nodeProgram, quickMajor, versionOfNode } from "../lib/nodes.mjs";

/** The line of the README that runs the released client against the authority. */
const line = /^npx agent-identity-wasm authority -- codex .*$/m.exec(
  readFileSync(fromRoot("README.md"), "utf8"),
)?.[0];

/** The program of the packed package, as npx starts it, with every command; and the line of the README, with a client in its place. */
export const environments = majors.map((major) => ({
  id: `command-line-${major}`,
  title: `\`npx agent-identity-wasm\`, Node.js ${major}`,
  versions: [`Node ${versionOfNode(major)}`],
  quick: major === quickMajor,
  async run(project) {
    const path = [project.path("bin"), dirname(await nodeProgram(major)), process.env.PATH].join(delimiter);
    const env = { PATH: path, npm_config_offline: "true", CODEX_HOME: project.path("home") };
    chmodSync(project.path("bin/codex"), 0o755);
    for (const command of [line, "npx agent-identity-wasm authority -- node main.mjs"]) {
      const printed = await project.exec("sh", ["-c", command], { env });
      const expected = `${command.includes("codex") ? "codex" : "main.mjs"} is done with Node ${major}`;
      if (!printed.includes(expected)) throw new Error(`\`${command}\` came to no end:\n${printed}`);
    }
  },
}));
