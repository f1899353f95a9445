import assert from "node:assert/strict";
import { test } from "node:test";
import { forgotten, torture } from "../../torture/torture.mjs";
import { tried } from "../../torture/tried.mjs";
import { memoryBytes } from "./support/linear-memory.mjs";

const api = await import("agent-identity-wasm");
const perExport = Number(process.env.TRUST_CALLS ?? 2_000);

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** The memory of all objects together that may not have been collected yet. */
const HELD = 4 * 65_536;

test("no export is forgotten", () => {
  assert.deepEqual(forgotten(api), []);
});

test("every export answers nasty arguments with values and coded errors alone", async () => {
  const { calls, refusals, problems } = await torture(api, { perExport, seed: 1, cpu });
  assert.deepEqual(problems, []);
  assert.ok(Object.keys(refusals).length > 20, `only ${Object.keys(refusals).join(", ")}`);
  // The memory that is kept for good, such as tables of keys, has been allocated by now.
  const before = memoryBytes();
  await torture(api, { perExport: perExport / 4, seed: 2 });
  const grown = memoryBytes() - before;
  assert.ok(grown <= HELD, `the memory has grown by ${grown} bytes`);
  tried("torture-node", calls);
});
