import assert from "node:assert/strict";
import { test } from "node:test";
import { forgotten, torture } from "../../torture/torture.mjs";
import { tried } from "../../torture/tried.mjs";
import { memoryBytes } from "./support/linear-memory.mjs";

const api = await import("agent-identity-wasm");
const perExport = Number(process.env.TRUST_CALLS ?? 2_000);

/** What objects may hold that garbage collection has not come for: for all calls together, not for each. */
const HELD = 4 * 65_536;

test("no export is forgotten", () => {
  assert.deepEqual(forgotten(api), []);
});

test("every export answers nasty arguments with values and coded errors alone", async () => {
  // Once before, so that what is kept for good is there.
  await torture(api, { perExport: 100, seed: 1 });
  const before = memoryBytes();
  const { calls, refusals, problems } = await torture(api, { perExport, seed: 2 });
  assert.deepEqual(problems, []);
  assert.ok(Object.keys(refusals).length > 20, `only ${Object.keys(refusals).join(", ")}`);
  const grown = memoryBytes() - before;
  assert.ok(grown <= HELD, `the memory has grown by ${grown} bytes`);
  tried("torture-node", calls);
});
