import { Failure } from "./failure.mjs";
import { readOptions } from "./options.mjs";
import { heading, seconds, table } from "./print.mjs";

/**
 * Runs steps in order and stops at the first that fails. `--only` chooses steps, and `--except` leaves some out.
 *
 * A step is `{ id, title, tools, needs, run }`. `tools` are installers to call first, and `needs` are the ids of
 * earlier steps whose results it uses. Returns true if every step succeeded, false if one failed, and undefined if none
 * was to be run.
 */
export async function runSteps(command, steps) {
  const { only, except, list } = readOptions(`${command} [--list] [--only <steps>] [--except <steps>]`, {
    only: { type: "string" },
    except: { type: "string" },
    list: { type: "boolean" },
  });
  if (list) return printList(steps);
  const left = leftOut(steps, except?.split(",") ?? []);
  const ids = only?.split(",") ?? steps.map((step) => step.id).filter((id) => !left.has(id));
  const chosen = choose(steps, ids);
  const times = [];
  for (const step of [toolsStep(ids.includes("tools") ? steps : chosen), ...chosen]) {
    const started = Date.now();
    const succeeded = await runStep(command, step);
    times.push([step.id, seconds(started), succeeded ? "ok" : "FAILED"]);
    if (!succeeded) break;
  }
  heading("Summary");
  table(times);
  return times.every(([, , result]) => result === "ok");
}

function printList(steps) {
  for (const { id, title } of steps) console.log(`  ${id.padEnd(14)}${title}`);
}

function choose(steps, ids) {
  checkKnown(steps, ids);
  const wanted = new Set(ids);
  for (const step of steps.toReversed()) {
    if (wanted.has(step.id)) for (const id of step.needs ?? []) wanted.add(id);
  }
  return steps.filter((step) => wanted.has(step.id));
}

/** Returns the ids of steps that were excepted, and of those that need one of them. */
function leftOut(steps, ids) {
  checkKnown(steps, ids);
  const left = new Set(ids);
  for (const { id, needs } of steps) if (needs?.some((need) => left.has(need))) left.add(id);
  return left;
}

function checkKnown(steps, ids) {
  const known = [...steps.map((step) => step.id), "tools"];
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new Failure(`No step "${unknown.join('", "')}". Steps: ${known.join(", ")}.`);
}

const toolsStep = (steps) => ({
  id: "tools",
  title: "what the steps below need",
  async run() {
    for (const ensure of new Set(steps.flatMap((step) => step.tools ?? []))) await ensure();
  },
});

async function runStep(command, { id, title, run }) {
  heading(`${id}: ${title}`);
  try {
    await run();
    return true;
  } catch (error) {
    console.error(`\nStep "${id}" failed: ${error instanceof Failure ? error.message : error.stack}`);
    console.error(`Run it alone: ${command} --only ${id}`);
    return false;
  }
}
