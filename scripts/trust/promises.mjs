import { buildTargets, targets } from "../fuzz/build.mjs";
import { fuzzTarget } from "../fuzz/run-target.mjs";
import { Failure } from "../lib/failure.mjs";
import { fromRoot, WASM_TARGET } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { Tally } from "../lib/tally.mjs";
import { cargoDeny, cargoFuzz, cargoMutants } from "../tools/cargo-tools.mjs";
import { chromiumEnv } from "../tools/chromium.mjs";
import { wasmBindgenTestRunner } from "../tools/wasm-bindgen.mjs";
import { testMutants } from "./mutants.mjs";
import { compareBuilds } from "./reproducible.mjs";
import { auditPackages, checkAdvisories, checkCrates } from "./supply-chain.mjs";

/** The number of calls of every export from JavaScript. */
const CALLS = process.env.TRUST_CALLS ?? "100000";

/** The number of verdicts that are compared with those of ed25519-dalek. */
const CASES = process.env.TRUST_CASES ?? "1000000";

/** The step through the forms of a secret that are passed as every argument: 1 passes all of them, n every nth. */
const SECRETS_STEP = process.env.TRUST_SECRETS_STEP ?? "1";

/** The seconds that each target of fuzzing runs; 0 for none. */
const FUZZ_SECONDS = Number(process.env.TRUST_FUZZ_SECONDS ?? 10);

/** The number of extractors that are open at the same time, on each hostile text. */
const EXTRACTORS = process.env.TRUST_EXTRACTORS ?? "1000";

/** The part of the changes to the code that is tried, counted from zero: 1/40 is every 40th from the second; or `none`. */
const MUTANTS = process.env.TRUST_MUTANTS ?? "0/1";

/**
 * The promises as `{ promise, test, run, tools, skipped }`. `run` returns `{ cases, failures }`, or throws. `tools` are to
 * be installed before. A promise is skipped if it is said to be, and so takes no time.
 */
export const promises = [
  rust("signatures are judged as Project Wycheproof judges them", "wycheproof_vectors"),
  rust("RFC 8032 §7.1 verifies, and nothing one bit beside it", "rfc8032"),
  rust("the edges of Ed25519 get the strict verdict", "edge_cases"),
  rust("every verdict is ed25519-dalek's, with a table for the key and without", "strict", {
    TRUST_CASES: CASES,
  }),
  {
    promise: "WebAssembly's arithmetic gives the same verdicts",
    test: "tests/trust as WebAssembly",
    run: () =>
      counted("cargo", ["test", "--target", WASM_TARGET, "--test", "trust"], {
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: wasmBindgenTestRunner(),
      }),
  },
  rust("no byte of a key's encoding is lax", "mutations"),
  rust("signing, parsing, verifying and inspecting agree", "properties"),
  rust("serde_json reads what we read", "differential"),
  node("JSON.parse reads what we read", "differential"),
  rust("no input that fuzzing kept breaks anything", "corpus"),
  {
    promise: "no new input does",
    test: `npm run fuzz (${targets.length} targets, ${FUZZ_SECONDS} s each)`,
    tools: [cargoFuzz],
    skipped: FUZZ_SECONDS === 0,
    run: fuzz,
  },
  node("JavaScript gets values or coded errors, in Node", "torture", { TRUST_CALLS: CALLS }),
  {
    promise: "and in Chromium",
    test: "tests/browser/torture.test.mjs",
    run: () => nodeTest("tests/browser/torture.test.mjs", { ...chromiumEnv(), TRUST_CALLS: CALLS }),
  },
  node("keys leave nothing in memory", "memory"),
  {
    promise: "members that objects inherit from a polluted prototype do not count",
    test: "tests/node/polluted-prototypes.test.mjs",
    run: () => nodeTest("tests/node/polluted-prototypes.test.mjs"),
  },
  node("no secret gets from any argument into a message, a cause or a print", "secrets", {
    TRUST_SECRETS_STEP: SECRETS_STEP,
  }),
  node("open extractors stay within their memory, and the end of it is no trap", "extractors", {
    TRUST_EXTRACTORS: EXTRACTORS,
  }),
  rust("inspection and extraction agree on the assertion in a text", "texts"),
  {
    promise: "the cost grows with the text and no faster, in counted steps",
    test: "unit tests of scan, extract and inspect",
    run: () => counted("cargo", ["test", "--lib", "the_cost_grows"]),
  },
  node("so does that of every other entry, in WebAssembly and in JavaScript", "growth"),
  {
    promise: "no line of src/ can panic or wrap around",
    test: "clippy, every such lint an error",
    run: async () => {
      const clippy = (...args) => run("cargo", ["clippy", ...args, "--", "-D", "warnings"]);
      await clippy("--all-targets");
      await clippy("--target", WASM_TARGET, "--features", "bindings");
      return { cases: 2, failures: 0 };
    },
  },
  {
    promise: "the tests notice every change to parser, verifier and keys",
    test: "cargo-mutants",
    tools: [cargoMutants],
    skipped: MUTANTS === "none",
    run: async () => {
      const { tried, unnoticed } = await testMutants(["--shard", MUTANTS, "--sharding", "round-robin"]);
      for (const change of unnoticed) console.log(`unnoticed: ${change}`);
      return { cases: tried, failures: unnoticed.length };
    },
  },
  node("nothing is installed but files, every version is pinned", "supply-chain"),
  {
    promise: "crates: once, from one place, freely licensed",
    test: "cargo-deny",
    tools: [cargoDeny],
    run: () => once(checkCrates),
  },
  {
    promise: "no crate with a known hole",
    test: "cargo-deny, advisories",
    tools: [cargoDeny],
    run: () => once(checkAdvisories),
  },
  { promise: "no npm package with a known hole", test: "npm audit", run: () => once(auditPackages) },
  {
    promise: "a clean clone gives the same bytes",
    test: "scripts/trust/reproducible.mjs",
    run: async () => ({ cases: await compareBuilds(), failures: 0 }),
  },
];

function rust(promise, module, env) {
  const args = ["test", "--test", "trust", `${module}::`, "--", "--nocapture", "--test-threads=1"];
  return { promise, test: `tests/trust/${module}.rs`, run: () => counted("cargo", args, env) };
}

function node(promise, name, env) {
  const file = `tests/node/trust/${name}.test.mjs`;
  return { promise, test: file, run: () => nodeTest(file, env) };
}

const nodeTest = (file, env) =>
  counted(process.execPath, ["--test", "--test-reporter=spec", fromRoot(file)], env);

/** Adds up the cases that the tests report. If they do not report any, counts the tests themselves. */
async function counted(command, args, env) {
  const tally = new Tally();
  let tried = 0;
  const onLine = (line) => {
    tally.read(line);
    tried += Number(/@tried \S+ (\d+)$/.exec(line.trim())?.[1] ?? 0);
  };
  try {
    await run(command, args, { env, onLine });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { cases: tried, failures: Math.max(1, tally.failed) };
  }
  return { cases: tried || tally.passed, failures: tally.failed };
}

async function fuzz() {
  const bin = await buildTargets();
  let [cases, failures] = [0, 0];
  for (const target of targets) {
    const { executions, failure } = await fuzzTarget(bin(target), target, FUZZ_SECONDS);
    console.log(`${target}: ${executions.toLocaleString("en")} executions${failure ? `\n${failure}` : ""}`);
    cases += executions;
    failures += failure ? 1 : 0;
  }
  return { cases, failures };
}

async function once(check) {
  const unchecked = await check();
  return { cases: 1, failures: 0, unchecked };
}
