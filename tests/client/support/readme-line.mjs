import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./client.mjs";

const pathOf = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const LINE = /^npx agent-identity-wasm (authority -- codex .*)$/m;

/** Runs the README's command in an empty folder, and returns what it printed, every request, and what is in the folder then. */
export async function runReadmeLine(client) {
  const command = LINE.exec(readFileSync(pathOf("README.md"), "utf8"))[1].replace(
    "authority",
    "authority --log",
  );
  const folder = mkdtempSync(join(tmpdir(), "agent-identity-empty-"));
  try {
    const PATH = [dirname(client.path), dirname(process.execPath), process.env.PATH].join(delimiter);
    const program = `node ${JSON.stringify(pathOf("pkg/dist/cli.js"))}`;
    const env = { HOME: folder, PATH };
    const result = await run("sh", ["-c", `${program} ${command}`], { cwd: folder, env });
    return { ...result, files: readdirSync(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
