import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { filesBelow } from "../lib/files.mjs";
import { fromRoot, root } from "../lib/paths.mjs";
import { outputOf, run } from "../lib/run.mjs";

/**
 * Builds the package from a clean clone, in a folder with a name of another length, and compares it with the package that
 * was built here. Returns the number of equal files.
 */
export async function compareBuilds() {
  const changed = outputOf("git", ["diff", "--name-only", "HEAD"]);
  if (changed !== "")
    throw new Failure(`The clone builds the last commit, and these files differ from it:\n${changed}`);
  const temporary = mkdtempSync(join(tmpdir(), "reproducible-"));
  try {
    return compare(fromRoot("pkg/dist"), await build(join(temporary, "some/deeper folder")));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function build(folder) {
  await mkdir(dirname(folder), { recursive: true });
  await run("git", ["clone", "--quiet", "--no-hardlinks", root, folder]);
  // The clone shares downloads and the programs of pinned versions, but nothing that is compiled for the package.
  for (const shared of ["node_modules", ".tools"]) {
    if (existsSync(fromRoot(shared))) symlinkSync(fromRoot(shared), join(folder, shared));
  }
  await run(process.execPath, [join(folder, "scripts/build.mjs")], {
    cwd: folder,
    env: { CARGO_TARGET_DIR: undefined },
  });
  return join(folder, "pkg/dist");
}

function compare(one, other) {
  const digests = (folder) => filesBelow(folder).map((file) => [file.slice(folder.length), digest(file)]);
  const [left, right] = [digests(one), digests(other)];
  const differing = left.filter(([name, hash], at) => name !== right[at]?.[0] || hash !== right[at]?.[1]);
  if (left.length !== right.length || differing.length > 0)
    throw new Failure(`Two builds of one commit differ: ${differing.map(([name]) => name).join(", ")}`);
  const wasm = left.find(([name]) => name.endsWith(".wasm"));
  if (!wasm) throw new Failure("No WebAssembly module was built.");
  console.log(`sha256 of the module, here and there: ${wasm[1]}`);
  return left.length;
}

const digest = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
