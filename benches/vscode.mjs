import { join } from "node:path";
import { main } from "../scripts/lib/main.mjs";
import { readOptions } from "../scripts/lib/options.mjs";
import { table } from "../scripts/lib/print.mjs";
import { chromiumEnv, ensureChromium } from "../scripts/tools/chromium.mjs";
import { text } from "../tests/vscode/support/files.mjs";
import { EXTENSION, installExtension, installOther, withVscode } from "../tests/vscode/support/vscode.mjs";

const EMPTY = "example.empty";

/** Measures how long VS Code takes to activate the packed extension, beside an empty one, in windows that are loaded anew. */
await main(async () => {
  const { rounds, host: only } = readOptions(
    "node benches/vscode.mjs [--rounds <number>] [--host node|web]",
    {
      host: { type: "string" },
      rounds: { type: "string", default: "15" },
    },
  );
  await ensureChromium();
  Object.assign(process.env, chromiumEnv());
  const rows = [["host", "empty, ms", "ours, ms", "difference, ms"]];
  for (const host of only ? [only] : ["node", "web"]) rows.push(await measure(host, Number(rounds)));
  table(rows);
});

async function measure(host, rounds) {
  const times = { [EMPTY]: [], [EXTENSION]: [] };
  const settings = { "remote.extensionKind": kinds(host) };
  await withVscode({ host, settings, files: { "a.txt": text("") } }, async (window, temporary) => {
    await installExtension(window);
    for (const [name, command] of [["empty"], ["meter", "Meter: Measure"]]) {
      await installOther(
        window,
        temporary,
        join("benches/vscode", name),
        command ?? "Agent Identity: Inspect",
      );
    }
    for (let round = 0; round < rounds; round += 1) {
      await window.reload();
      await window.run("Meter: Measure");
      const [, measured] = /Measured (\{.*\})/.exec(await window.notified("Measured"));
      for (const [id, time] of Object.entries(JSON.parse(measured))) times[id].push(time);
    }
  });
  const [empty, ours] = [median(times[EMPTY]), median(times[EXTENSION])];
  return [host, ...[empty, ours, ours - empty].map((time) => time.toFixed(1))];
}

function kinds(host) {
  const ids = host === "web" ? [EXTENSION, EMPTY, "example.meter"] : [];
  return Object.fromEntries(ids.map((id) => [id, ["web"]]));
}

function median(numbers) {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1];
}
