import { main } from "../scripts/lib/main.mjs";
import { readOptions } from "../scripts/lib/options.mjs";
import { table } from "../scripts/lib/print.mjs";
import { chromiumEnv, ensureChromium } from "../scripts/tools/chromium.mjs";
import { text } from "../tests/vscode/support/files.mjs";
import { EXTENSION, installExtension, installOther, withVscode } from "../tests/vscode/support/vscode.mjs";

const EMPTY = "example.empty";

/** The extensions by the names that VS Code shows. Both are activated by the first file that is opened. */
const NAMES = { [EMPTY]: "empty", [EXTENSION]: "Agent Identity" };

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
    await installOther(window, temporary, "benches/vscode/empty", "Empty: Nothing");
    for (let round = 0; round < rounds; round += 1) {
      await window.reload();
      await window.openFile("a.txt");
      await window.run("Developer: Show Running Extensions");
      for (const [id, name] of Object.entries(NAMES)) times[id].push(await activationTime(window, name));
    }
  });
  const [empty, ours] = [median(times[EMPTY]), median(times[EXTENSION])];
  return [host, ...[empty, ours, ours - empty].map((time) => time.toFixed(1))];
}

/** Reads how many milliseconds an extension took, loading its code included, as VS Code's own list of extensions says it. */
async function activationTime(window, name) {
  const row = window.page.locator(".runtime-extensions-editor .extension").filter({
    has: window.page.locator(".name", { hasText: new RegExp(`^${name}$`) }),
  });
  const time = row.locator(".activation-time").filter({ hasText: "ms" });
  return Number(/(\d+)ms/.exec(await time.innerText())[1]);
}

function kinds(host) {
  const ids = host === "web" ? [EXTENSION, EMPTY] : [];
  return Object.fromEntries(ids.map((id) => [id, ["web"]]));
}

function median(numbers) {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1];
}
