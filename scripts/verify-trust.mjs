import { buildPackage, buildTools } from "./build/package.mjs";
import { Failure } from "./lib/failure.mjs";
import { main } from "./lib/main.mjs";
import { heading, table } from "./lib/print.mjs";
import { ensureChromium } from "./tools/chromium.mjs";
import { promises } from "./trust/promises.mjs";

async function keep({ promise, test, run, skipped }) {
  if (skipped) return { promise, test, failures: 0, skipped };
  heading(`${promise}: ${test}`);
  try {
    return { promise, test, ...(await run()) };
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    return { promise, test, cases: 0, failures: 1 };
  }
}

const row = ({ promise, test, cases, failures, unchecked, skipped }) => [
  promise,
  test,
  unchecked || skipped ? "not checked" : cases.toLocaleString("en"),
  String(failures),
];

await main(async () => {
  const tried = promises.filter(({ skipped }) => !skipped);
  const tools = new Set(tried.flatMap(({ tools }) => tools ?? []).map(({ ensure }) => ensure));
  for (const ensure of [...buildTools, ensureChromium, ...tools]) await ensure();
  await buildPackage();
  const kept = [];
  for (const promise of promises) kept.push(await keep(promise));
  heading("What is promised, and how it was tried");
  table([["promise", "test", "cases", "failures"], ...kept.map(row)], 2);
  for (const { unchecked } of kept) if (unchecked) console.log(`\n  ${unchecked}`);
  // A promise for which no case was tried is not shown to be kept.
  const broken = kept.filter(({ cases, failures }) => failures > 0 || cases === 0);
  if (broken.length > 0) throw new Failure(`${broken.length} of ${kept.length} promises are not kept.`);
});
