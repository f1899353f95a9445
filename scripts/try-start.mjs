import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Failure } from "./lib/failure.mjs";
import { main } from "./lib/main.mjs";
import { root } from "./lib/paths.mjs";

/** Runs `npm start` until it names its addresses, fetches the two pages there, and stops it again. */
await main(async () => {
  const server = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [inspector, documentation] = await addressesIn(server.stdout);
    await expect(inspector, "<agent-assertion-inspector");
    await expect(documentation, "Your first header");
  } finally {
    server.kill();
  }
});

async function addressesIn(output) {
  const addresses = [];
  for await (const line of createInterface({ input: output })) {
    console.log(line);
    addresses.push(...(/^The (?:inspector|documentation) is at (http:\S+)$/.exec(line)?.slice(1) ?? []));
    if (addresses.length === 2) return addresses;
  }
  throw new Failure("npm start ended without naming its addresses.");
}

async function expect(url, text) {
  const answer = await fetch(url);
  const page = await answer.text();
  if (!answer.ok || !page.includes(text))
    throw new Failure(`${url} answered ${answer.status}, and not with "${text}".`);
  console.log(`${url} answers.`);
}
