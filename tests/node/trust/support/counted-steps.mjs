// Counts how often the package enters a function, repeats a loop, or takes a branch: in WebAssembly, into whose module
// wasm-opt writes the counting, and in JavaScript, by the engine's precise coverage. To be imported before the package.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FEATURES } from "../../../../scripts/build/wasm.mjs";

const fromRoot = (path) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const COUNTER = "log_execution";

let stepsInWasm = 0;

function counting() {
  const folder = mkdtempSync(join(tmpdir(), "counted-steps-"));
  const counted = join(folder, "counted.wasm");
  try {
    execFileSync(process.execPath, [
      ...[fromRoot("node_modules/binaryen/bin/wasm-opt"), "--mvp-features"],
      ...FEATURES.map((feature) => `--enable-${feature}`),
      ...["--log-execution", "-o", counted, fromRoot("pkg/dist/agent_identity.wasm")],
    ]);
    return readFileSync(counted);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** From here on, every module that is compiled is the one that counts, and nobody sees the additional import. */
function replaceWebAssembly() {
  const { Module, Instance } = WebAssembly;
  const bytes = counting();
  const imports = (module) => Module.imports(module).filter(({ name }) => name !== COUNTER);
  WebAssembly.Module = new Proxy(Module, {
    construct: () => new Module(bytes),
    get: (target, name) => (name === "imports" ? imports : Reflect.get(target, name)),
  });
  WebAssembly.Instance = new Proxy(Instance, {
    construct(_, [module, given]) {
      const counter = () => {
        stepsInWasm += 1;
      };
      const { module: from } = Module.imports(module).find(({ name }) => name === COUNTER);
      return new Instance(module, { ...given, [from]: { ...given[from], [COUNTER]: counter } });
    },
  });
}

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
replaceWebAssembly();

async function stepsInJavaScript() {
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const ours = result.filter(({ url }) => url.includes("/pkg/dist/"));
  const ranges = ours.flatMap(({ functions }) => functions.flatMap((one) => one.ranges));
  return ranges.reduce((sum, { count }) => sum + count, 0);
}

/** Returns how many steps `work` takes. */
export async function stepsOf(work) {
  await stepsInJavaScript(); // Taking the counts resets them.
  const before = stepsInWasm;
  await work();
  return stepsInWasm - before + (await stepsInJavaScript());
}
